// SPDX-License-Identifier: Apache-2.0
// How long answers took: a histogram with buckets of constant relative width (below 1.6 %), so that
// a percentile is as exact at 50 µs as at 5 s, and histograms of threads can be added up.
// One per session; not thread-safe.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>

namespace picket::load {

using Clock = std::chrono::steady_clock;

class LatencyHistogram {
 public:
  // Negative times count as 0; beyond about 36 minutes as the last bucket.
  void record(std::chrono::nanoseconds latency) noexcept;
  void add(const LatencyHistogram& other) noexcept;

  std::uint64_t count() const noexcept { return count_; }
  std::chrono::nanoseconds max() const noexcept { return max_; }
  // The upper edge of the bucket in which the fraction `q` (0..1) of all is reached; 0 when empty.
  std::chrono::nanoseconds quantile(double q) const noexcept;

 private:
  // Below 64 ns each nanosecond has its bucket; above, each doubling is cut into 64.
  static constexpr unsigned kBitsPerDoubling = 6;
  static constexpr unsigned kLargestBit = 40;
  static constexpr std::size_t kBuckets = (kLargestBit - kBitsPerDoubling + 2) << kBitsPerDoubling;

  static std::size_t bucket_of(std::uint64_t nanoseconds) noexcept;
  static std::uint64_t upper_edge(std::size_t bucket) noexcept;

  std::array<std::uint64_t, kBuckets> buckets_{};
  std::uint64_t count_ = 0;
  std::chrono::nanoseconds max_{0};
};

}  // namespace picket::load
