// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/latency.h"

#include <gtest/gtest.h>

namespace picket::daemon {
namespace {

TEST(LatencyHistogram, puts_every_duration_under_its_bound_and_not_under_the_one_before) {
  for (std::uint64_t ns = 0; ns < (std::uint64_t{1} << 40); ns = ns < 4 ? ns + 1 : ns + ns / 3) {
    LatencyHistogram histogram;
    histogram.observe(ns);
    std::size_t bucket = 0;
    while (histogram.count(bucket) == 0) ++bucket;
    const double seconds = static_cast<double>(ns) * 1e-9;
    if (bucket + 1 < LatencyHistogram::kBuckets) {
      EXPECT_LT(seconds, LatencyHistogram::upper_bound_seconds(bucket)) << ns;
    }
    if (bucket > 0) {
      EXPECT_GE(seconds, LatencyHistogram::upper_bound_seconds(bucket - 1)) << ns;
    }
    EXPECT_EQ(histogram.sum_nanoseconds(), ns);
  }
}

}  // namespace
}  // namespace picket::daemon
