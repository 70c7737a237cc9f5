// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/record_buffers.h"

#include <openssl/ssl.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>

namespace picket::daemon {
namespace {

// Four for each of 64,000 sessions under TLS on both legs: 6 GiB of address space.
constexpr std::size_t kBlocks = 256 * 1024;
constexpr std::size_t kBytes = kBlocks * kRecordBufferSize;

// OpenSSL asks for nothing between what a session keeps (7.5 KiB at most) and a record.
constexpr std::size_t kSmallest = 8 * 1024;

// The blocks that nobody has at hand.
class Pool {
 public:
  Pool() noexcept : free_(new(std::nothrow) std::uint32_t[kBlocks]) {
    void* const got = mmap(nullptr, kBytes, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (got == MAP_FAILED || !free_) return;
    madvise(got, kBytes, MADV_NOHUGEPAGE);  // or each first block would take 2 MiB
    begin_ = static_cast<std::byte*>(got);
  }

  bool works() const noexcept { return begin_ != nullptr; }

  bool owns(const void* pointer) const noexcept {
    const auto at = reinterpret_cast<std::uintptr_t>(pointer);
    const auto begin = reinterpret_cast<std::uintptr_t>(begin_);
    return begin != 0 && at - begin < kBytes;  // what lies before wraps round
  }

  void* take() noexcept {
    if (!works()) return nullptr;
    const std::lock_guard lock(mutex_);
    if (free_count_ > 0) return at(free_[--free_count_]);
    return used_ < kBlocks ? at(used_++) : nullptr;
  }

  // Its memory goes back to the system.
  void give_back(void* block) noexcept {
    madvise(block, kRecordBufferSize, MADV_DONTNEED);
    const auto offset = static_cast<std::size_t>(static_cast<std::byte*>(block) - begin_);
    const std::lock_guard lock(mutex_);
    free_[free_count_++] = static_cast<std::uint32_t>(offset / kRecordBufferSize);
  }

 private:
  void* at(std::size_t block) const noexcept { return begin_ + block * kRecordBufferSize; }

  std::byte* begin_ = nullptr;  // never unmapped: OpenSSL frees to the very end of the process
  std::mutex mutex_;
  std::unique_ptr<std::uint32_t[]> free_;
  std::size_t free_count_ = 0;
  std::size_t used_ = 0;  // blocks from here on were never taken
};

Pool& pool() noexcept {
  alignas(Pool) static std::array<std::byte, sizeof(Pool)> memory;
  static Pool* const made = new (memory.data()) Pool;  // not destroyed, for the same reason
  return *made;
}

// A few that were used last: a record more costs neither a lock nor a page to be made. What a
// thread has at hand when it ends is lost.
struct AtHand {
  std::array<void*, 32> blocks;
  std::size_t count;
};
constinit thread_local AtHand at_hand{};

bool is_large(std::size_t size) noexcept { return size > kSmallest && size <= kRecordBufferSize; }

// As OpenSSL wants them (CRYPTO_set_mem_functions(3)): file and line are of the caller.
void* allocate(std::size_t size, const char*, int) {
  if (size == 0) return nullptr;
  void* const block = is_large(size) ? take_record_buffer() : nullptr;
  return block != nullptr ? block : std::malloc(size);
}

void release(void* pointer, const char*, int) {
  if (is_record_buffer(pointer)) return give_back_record_buffer(pointer);
  std::free(pointer);
}

void* reallocate(void* pointer, std::size_t size, const char* file, int line) {
  if (pointer == nullptr) return allocate(size, file, line);
  if (size == 0) {
    release(pointer, file, line);
    return nullptr;
  }
  if (!is_record_buffer(pointer)) return std::realloc(pointer, size);
  if (size <= kRecordBufferSize) return pointer;
  void* const larger = std::malloc(size);
  if (larger == nullptr) return nullptr;
  std::memcpy(larger, pointer, kRecordBufferSize);
  give_back_record_buffer(pointer);
  return larger;
}

}  // namespace

bool give_openssl_record_buffers() noexcept {
  return pool().works() && CRYPTO_set_mem_functions(allocate, reallocate, release) == 1;
}

void* take_record_buffer() noexcept {
  if (at_hand.count > 0) return at_hand.blocks[--at_hand.count];
  return pool().take();
}

void give_back_record_buffer(void* buffer) noexcept {
  if (at_hand.count == at_hand.blocks.size()) return pool().give_back(buffer);
  at_hand.blocks[at_hand.count++] = buffer;
}

bool is_record_buffer(const void* pointer) noexcept { return pool().owns(pointer); }

}  // namespace picket::daemon
