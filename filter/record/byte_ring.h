// SPDX-License-Identifier: Apache-2.0
// A bounded queue of byte records from one thread to another: a worker appends, the record thread
// takes. Wait-free on both sides; a full ring refuses, it never blocks and never overwrites. Memory
// is reserved and touched at construction.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace picket::record {

class ByteRing {
 public:
  static constexpr std::size_t kMinimum = 64u << 10;

  // `capacity` bytes, rounded up to a power of two of at least kMinimum. A record takes its size,
  // eight bytes more, rounded up to eight.
  explicit ByteRing(std::size_t capacity);

  // Producer: room for a record of at most `most` bytes, 8-byte aligned and contiguous, or null
  // where the ring is too full for that. Nothing is visible to the consumer until commit().
  std::byte* reserve(std::size_t most) noexcept;
  // Producer: hands over the first `size` bytes, 1 to `most`, of what the last reserve() returned.
  void commit(std::size_t size) noexcept;

  // Producer: whether half of it, at least, was free when last seen.
  bool half_free() noexcept;

  // Consumer: the oldest record, empty where there is none. Valid until pop().
  std::span<const std::byte> front() noexcept;
  void pop() noexcept;  // gives the room of front() back

  // Largest record that fits into an empty ring whatever its position.
  std::size_t largest() const noexcept { return capacity_ / 2 - kHeader; }

 private:
  static constexpr std::size_t kHeader = 8;
  static constexpr std::uint64_t kSkip = ~std::uint64_t{0};  // header of the unused rest of a lap

  std::uint64_t& header_at(std::uint64_t position) noexcept;

  std::byte* memory_at(std::uint64_t position) noexcept;

  std::size_t capacity_;  // bytes
  std::unique_ptr<std::uint64_t[]> memory_;

  // Positions only grow; the place in memory is the position modulo the capacity.
  alignas(64) std::atomic<std::uint64_t> written_{0};
  std::uint64_t reserved_ = 0;    // producer: header of what reserve() handed out
  std::uint64_t taken_seen_ = 0;  // producer: last taken_ it read
  alignas(64) std::atomic<std::uint64_t> taken_{0};
  std::uint64_t written_seen_ = 0;  // consumer: last written_ it read
};

}  // namespace picket::record
