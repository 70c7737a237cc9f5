// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/image_memory.h"

#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#include <new>
#include <utility>

#include "filter/lists/list_image.h"

namespace picket::lists {
namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;

constexpr std::size_t round_up(std::size_t size, std::size_t unit) noexcept {
  return (size + unit - 1) / unit * unit;
}

// Pages that begin where a huge page may: mapped with room, and what sticks out given back.
char* map_huge(std::size_t size) {
  void* const mapped = ::mmap(nullptr, size + kHugePage, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  char* const begin = static_cast<char*>(mapped);
  const std::size_t before = round_up(reinterpret_cast<std::uintptr_t>(begin), kHugePage) -
                             reinterpret_cast<std::uintptr_t>(begin);
  if (before != 0) ::munmap(begin, before);
  ::munmap(begin + before + size, kHugePage - before);
  ::madvise(begin + before, size, MADV_HUGEPAGE);  // a wish; small pages do as well
  return begin + before;
}

}  // namespace

bool ImageMemory::is_mapped() const noexcept { return size_ >= kHugePage; }

std::size_t ImageMemory::mapped_bytes() const noexcept { return round_up(size_, kHugePage); }

ImageMemory::ImageMemory(std::size_t size) : size_(size) {
  if (is_mapped()) {
    data_ = map_huge(mapped_bytes());
    return;
  }
  data_ = static_cast<char*>(std::aligned_alloc(kImageAlignment, padded(size) + kImageAlignment));
  if (data_ == nullptr) throw std::bad_alloc();
}

ImageMemory::~ImageMemory() {
  if (is_mapped()) {
    ::munmap(data_, mapped_bytes());
  } else {
    std::free(data_);
  }
}

ImageMemory::ImageMemory(ImageMemory&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

ImageMemory& ImageMemory::operator=(ImageMemory&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

void ImageMemory::seal() noexcept {
  if (is_mapped()) ::mprotect(data_, mapped_bytes(), PROT_READ);
}

}  // namespace picket::lists
