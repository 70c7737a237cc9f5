// SPDX-License-Identifier: Apache-2.0
#include "filter/core/arena.h"

#include <cstring>

namespace picket::core {

Arena::Arena(std::size_t reserved, std::size_t cap)
    : reserved_(std::max<std::size_t>(reserved, 64)), cap_(std::max(cap, reserved_)) {
  open(reserved_);
}

std::string_view Arena::copy(std::string_view bytes) {
  const std::span<char> to = make<char>(bytes.size());
  if (!bytes.empty()) std::memcpy(to.data(), bytes.data(), bytes.size());
  return {to.data(), to.size()};
}

std::byte* Arena::allocate_in_new_block(std::size_t bytes) {
  open(std::max(bytes, 2 * blocks_.back().size));
  std::byte* at = next_;  // aligned for anything, as operator new[] gives it
  next_ += bytes;
  return at;
}

void Arena::open(std::size_t bytes) {
  blocks_.push_back({std::make_unique_for_overwrite<std::byte[]>(bytes), bytes});
  next_ = blocks_.back().bytes.get();
  end_ = next_ + bytes;
}

void Arena::reset() {
  const std::size_t held = capacity();
  const bool one_block = blocks_.size() == 1;
  if (one_block && held <= cap_) {
    next_ = blocks_.back().bytes.get();
    return;
  }
  blocks_.clear();
  open(std::min(held, cap_));
}

std::size_t Arena::capacity() const noexcept {
  std::size_t sum = 0;
  for (const Block& block : blocks_) sum += block.size;
  return sum;
}

}  // namespace picket::core
