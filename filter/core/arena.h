// SPDX-License-Identifier: Apache-2.0
// Memory of one event in flight: bump allocation, given back all at once by reset(). What one event
// needed is kept for the next (the high-water mark), up to a cap, so that in steady state nothing
// is allocated, a worst-size event after small ones included, and one monstrous event does not pin
// its memory for ever. Lives on one worker; not thread-safe. Runs no destructors.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace picket::core {

class Arena {
 public:
  static constexpr std::size_t kDefaultCap = std::size_t{1} << 20;

  // `reserved` bytes are allocated at once; reset() keeps at most `cap` bytes (at least
  // `reserved`).
  explicit Arena(std::size_t reserved = 4096, std::size_t cap = kDefaultCap);

  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  Arena(Arena&&) noexcept = default;
  Arena& operator=(Arena&&) noexcept = default;

  // `count` default-initialised objects (not zeroed unless T's initialiser says so), valid until
  // reset(). Throws std::bad_alloc only where the system has no memory.
  template <class T>
  std::span<T> make(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>, "an arena runs no destructors");
    static_assert(alignof(T) <= alignof(std::max_align_t));
    T* first = reinterpret_cast<T*>(allocate(count * sizeof(T), alignof(T)));
    std::uninitialized_default_construct_n(first, count);
    return {first, count};
  }

  std::string_view copy(std::string_view bytes);

  // Gives the tail of the latest make() back: `kept` of its objects stay.
  template <class T>
  std::span<T> shrink(std::span<T> latest, std::size_t kept) noexcept {
    if (reinterpret_cast<std::byte*>(latest.data() + latest.size()) == next_) {
      next_ = reinterpret_cast<std::byte*>(latest.data() + kept);
    }
    return latest.first(kept);
  }

  // Everything made so far is gone. Where the last round needed more than one block, they become
  // one block of their size (or of the cap).
  void reset();

  std::size_t capacity() const noexcept;  // bytes held, in all blocks

 private:
  struct Block {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };

  std::byte* allocate(std::size_t bytes, std::size_t alignment) {
    const auto address = reinterpret_cast<std::uintptr_t>(next_);
    const std::size_t skip = (~address + 1) & (alignment - 1);
    if (bytes + skip > static_cast<std::size_t>(end_ - next_)) return allocate_in_new_block(bytes);
    std::byte* at = next_ + skip;
    next_ = at + bytes;
    return at;
  }
  std::byte* allocate_in_new_block(std::size_t bytes);
  void open(std::size_t bytes);

  std::vector<Block> blocks_;  // the last one is in use
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
  std::size_t reserved_;
  std::size_t cap_;
};

}  // namespace picket::core
