// SPDX-License-Identifier: Apache-2.0
// How long decisions take: a histogram by powers of two of nanoseconds, from Gate::judge's entry to
// just before the waiter is called. observe() on one worker, the rest from any thread.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace picket::daemon {

class LatencyHistogram {
 public:
  // Bucket i counts what took under 2^(kFirst + i) ns; the last has no upper bound: 256 ns … 67 ms.
  static constexpr unsigned kFirst = 8;
  static constexpr std::size_t kBuckets = 20;

  static constexpr double upper_bound_seconds(std::size_t bucket) noexcept {
    return static_cast<double>(std::uint64_t{1} << (kFirst + bucket)) * 1e-9;
  }

  void observe(std::uint64_t nanoseconds) noexcept {
    const auto width = static_cast<unsigned>(std::bit_width(nanoseconds));
    const unsigned bucket = width > kFirst ? width - kFirst : 0;
    add(buckets_[std::min<std::size_t>(bucket, kBuckets - 1)], 1);
    add(sum_, nanoseconds);
  }

  std::uint64_t count(std::size_t bucket) const noexcept {
    return buckets_[bucket].load(std::memory_order_relaxed);
  }
  std::uint64_t sum_nanoseconds() const noexcept { return sum_.load(std::memory_order_relaxed); }

 private:
  static void add(std::atomic<std::uint64_t>& cell, std::uint64_t value) noexcept {
    cell.store(cell.load(std::memory_order_relaxed) + value, std::memory_order_relaxed);
  }

  std::array<std::atomic<std::uint64_t>, kBuckets> buckets_{};
  std::atomic<std::uint64_t> sum_{0};
};

}  // namespace picket::daemon
