// SPDX-License-Identifier: Apache-2.0
#include "filter/record/byte_ring.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace picket::record {
namespace {

constexpr std::uint64_t rounded(std::size_t size) noexcept { return (size + 7) & ~std::size_t{7}; }

}  // namespace

ByteRing::ByteRing(std::size_t capacity)
    : capacity_(std::bit_ceil(std::max(capacity, kMinimum))),
      // Zeroed, so touched now rather than by the first events.
      memory_(std::make_unique<std::uint64_t[]>(capacity_ / sizeof(std::uint64_t))) {}

std::uint64_t& ByteRing::header_at(std::uint64_t position) noexcept {
  return memory_[(position & (capacity_ - 1)) / sizeof(std::uint64_t)];
}

std::byte* ByteRing::memory_at(std::uint64_t position) noexcept {
  return reinterpret_cast<std::byte*>(memory_.get()) + (position & (capacity_ - 1));
}

std::byte* ByteRing::reserve(std::size_t most) noexcept {
  if (most > largest()) return nullptr;
  const std::uint64_t at = written_.load(std::memory_order_relaxed);
  const std::uint64_t needed = kHeader + rounded(most);
  const std::uint64_t rest_of_lap = capacity_ - (at & (capacity_ - 1));
  const std::uint64_t skipped = needed <= rest_of_lap ? 0 : rest_of_lap;
  const std::uint64_t end = at + skipped + needed;
  if (end - taken_seen_ > capacity_) {
    taken_seen_ = taken_.load(std::memory_order_acquire);
    if (end - taken_seen_ > capacity_) return nullptr;
  }
  if (skipped != 0) header_at(at) = kSkip;
  reserved_ = at + skipped;
  return memory_at(reserved_ + kHeader);
}

bool ByteRing::half_free() noexcept {
  const std::uint64_t at = written_.load(std::memory_order_relaxed);
  if (at - taken_seen_ > capacity_ / 2) taken_seen_ = taken_.load(std::memory_order_acquire);
  return at - taken_seen_ <= capacity_ / 2;
}

void ByteRing::commit(std::size_t size) noexcept {
  header_at(reserved_) = size;
  const std::uint64_t end = reserved_ + kHeader + rounded(size);
  written_.store(end, std::memory_order_release);
  // The next record's room, which the other thread's core has had since the last lap.
  __builtin_prefetch(memory_at(end), 1);
  __builtin_prefetch(memory_at(end + 64), 1);
}

std::span<const std::byte> ByteRing::front() noexcept {
  std::uint64_t at = taken_.load(std::memory_order_relaxed);
  if (at == written_seen_) {
    written_seen_ = written_.load(std::memory_order_acquire);
    if (at == written_seen_) return {};
  }
  if (header_at(at) == kSkip) {
    at += capacity_ - (at & (capacity_ - 1));
    taken_.store(at, std::memory_order_release);
  }
  return {memory_at(at + kHeader), header_at(at)};
}

void ByteRing::pop() noexcept {
  const std::uint64_t at = taken_.load(std::memory_order_relaxed);
  assert(at != written_seen_);
  taken_.store(at + kHeader + rounded(header_at(at)), std::memory_order_release);
}

}  // namespace picket::record
