// SPDX-License-Identifier: Apache-2.0
// Uninitialised memory that keeps its high-water mark. One owner, one thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <type_traits>

namespace picket::text {

template <typename T>
class Buffer {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  T* data() noexcept { return memory_.get(); }
  const T* data() const noexcept { return memory_.get(); }
  std::size_t bytes() const noexcept { return capacity_ * sizeof(T); }
  void release() noexcept {
    memory_.reset();
    capacity_ = 0;
  }

  // Room for `count`; what the first `used` hold is kept.
  void ensure(std::size_t count, std::size_t used = 0) {
    if (count <= capacity_) return;
    const std::size_t grown = std::max(count, capacity_ + capacity_ / 2);
    auto memory = std::make_unique_for_overwrite<T[]>(grown);
    if (used != 0) std::memcpy(static_cast<void*>(memory.get()), memory_.get(), used * sizeof(T));
    memory_ = std::move(memory);
    capacity_ = grown;
  }

 private:
  std::unique_ptr<T[]> memory_;
  std::size_t capacity_ = 0;
};

}  // namespace picket::text
