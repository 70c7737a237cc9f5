// SPDX-License-Identifier: Apache-2.0
#include "tools/load/latency.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

namespace picket::load {
namespace {

using std::chrono::nanoseconds;

TEST(LatencyHistogram, is_all_zero_while_empty) {
  const LatencyHistogram histogram;
  EXPECT_EQ(histogram.count(), 0u);
  EXPECT_EQ(histogram.quantile(0.5), nanoseconds(0));
  EXPECT_EQ(histogram.max(), nanoseconds(0));
}

TEST(LatencyHistogram, is_exact_below_64_ns) {
  LatencyHistogram histogram;
  for (int i = 0; i < 64; ++i) histogram.record(nanoseconds(i));
  EXPECT_EQ(histogram.quantile(0.5), nanoseconds(31));
  EXPECT_EQ(histogram.quantile(1.0), nanoseconds(63));
}

TEST(LatencyHistogram, gives_percentiles_within_two_percent_of_the_sorted_values) {
  std::mt19937_64 random(7);
  std::lognormal_distribution<double> latencies(11, 2);  // around 60 µs, tail into seconds
  LatencyHistogram histogram;
  std::vector<std::int64_t> values;
  for (int i = 0; i < 20'000; ++i) {
    values.push_back(static_cast<std::int64_t>(latencies(random)));
    histogram.record(nanoseconds(values.back()));
  }
  std::sort(values.begin(), values.end());
  for (const double q : {0.001, 0.5, 0.9, 0.99, 0.999}) {
    const auto rank = static_cast<std::size_t>(std::ceil(q * 20'000)) - 1;
    const auto exact = static_cast<double>(values[rank]);
    const auto given = static_cast<double>(histogram.quantile(q).count());
    EXPECT_GE(given, exact) << q;
    EXPECT_LE(given, exact * 1.02 + 1) << q;
  }
  EXPECT_EQ(histogram.quantile(1.0).count(), values.back());
}

TEST(LatencyHistogram, of_two_threads_add_up_to_one_of_both) {
  LatencyHistogram a, b, both;
  for (int i = 1; i <= 1000; ++i) {
    (i % 3 == 0 ? a : b).record(nanoseconds(i * 1000));
    both.record(nanoseconds(i * 1000));
  }
  a.add(b);
  EXPECT_EQ(a.count(), both.count());
  EXPECT_EQ(a.max(), both.max());
  for (const double q : {0.1, 0.5, 0.99}) EXPECT_EQ(a.quantile(q), both.quantile(q));
}

TEST(LatencyHistogram, takes_times_beyond_its_buckets_and_below_zero) {
  LatencyHistogram histogram;
  histogram.record(nanoseconds(-5));
  histogram.record(std::chrono::hours(24 * 365));
  EXPECT_EQ(histogram.count(), 2u);
  EXPECT_EQ(histogram.quantile(0.5), nanoseconds(0));
  EXPECT_EQ(histogram.max(), std::chrono::hours(24 * 365));
}

}  // namespace
}  // namespace picket::load
