// SPDX-License-Identifier: Apache-2.0
// The bytes of a list, aligned as CRoaring wants them (32) and never changed once sealed. Inside
// this folder.
#pragma once

#include <cstddef>
#include <string_view>

namespace picket::lists {

// Own memory and no mapped file: a file that is truncated or written over while it is mapped kills
// whoever reads it (SIGBUS), or changes what it answers. Large ones lie in huge pages, which makes
// look-ups faster too. Any thread once sealed.
class ImageMemory {
 public:
  ImageMemory() = default;
  explicit ImageMemory(std::size_t size);  // throws std::bad_alloc
  ~ImageMemory();
  ImageMemory(ImageMemory&& other) noexcept;
  ImageMemory& operator=(ImageMemory&& other) noexcept;

  char* data() noexcept { return data_; }
  std::string_view bytes() const noexcept { return {data_, size_}; }
  // From now on a stray write faults, where the list is large enough to have pages of its own.
  void seal() noexcept;

 private:
  bool is_mapped() const noexcept;
  std::size_t mapped_bytes() const noexcept;

  char* data_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace picket::lists
