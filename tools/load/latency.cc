// SPDX-License-Identifier: Apache-2.0
#include "tools/load/latency.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace picket::load {

std::size_t LatencyHistogram::bucket_of(std::uint64_t nanoseconds) noexcept {
  const auto width = static_cast<unsigned>(std::bit_width(nanoseconds));
  if (width <= kBitsPerDoubling) return nanoseconds;
  if (width > kLargestBit + 1) return kBuckets - 1;
  // The top bit chooses the doubling, the kBitsPerDoubling bits after it the bucket within.
  const unsigned shift = width - 1 - kBitsPerDoubling;
  const std::uint64_t within = (nanoseconds >> shift) - (1u << kBitsPerDoubling);
  return ((shift + 1u) << kBitsPerDoubling) + within;
}

std::uint64_t LatencyHistogram::upper_edge(std::size_t bucket) noexcept {
  const std::size_t doubling = bucket >> kBitsPerDoubling;
  if (doubling == 0) return bucket;
  const std::uint64_t within = bucket & ((1u << kBitsPerDoubling) - 1);
  const auto shift = static_cast<unsigned>(doubling - 1);
  return (((1u << kBitsPerDoubling) + within + 1) << shift) - 1;
}

void LatencyHistogram::record(std::chrono::nanoseconds latency) noexcept {
  latency = std::max(latency, std::chrono::nanoseconds{0});
  ++buckets_[bucket_of(static_cast<std::uint64_t>(latency.count()))];
  ++count_;
  max_ = std::max(max_, latency);
}

void LatencyHistogram::add(const LatencyHistogram& other) noexcept {
  for (std::size_t i = 0; i < kBuckets; ++i) buckets_[i] += other.buckets_[i];
  count_ += other.count_;
  max_ = std::max(max_, other.max_);
}

std::chrono::nanoseconds LatencyHistogram::quantile(double q) const noexcept {
  if (count_ == 0) return std::chrono::nanoseconds{0};
  const auto wanted = std::max<std::uint64_t>(
      1, static_cast<std::uint64_t>(std::ceil(q * static_cast<double>(count_))));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < kBuckets; ++i) {
    seen += buckets_[i];
    if (seen >= wanted) {
      // The last bucket has no upper edge of its own; no percentile exceeds the maximum.
      return std::min(max_, std::chrono::nanoseconds{static_cast<std::int64_t>(upper_edge(i))});
    }
  }
  return max_;
}

}  // namespace picket::load
