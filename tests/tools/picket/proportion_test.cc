// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/proportion.h"

#include <gtest/gtest.h>

#include <cmath>

namespace picket {
namespace {

using tool::Interval;
using tool::Proportion;

double binomial(unsigned n, unsigned k, double p) {
  return std::exp(std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1) +
                  k * std::log(p) + (n - k) * std::log1p(-p));
}

TEST(Proportion, of_nothing_says_nothing) {
  const Proportion nothing;
  EXPECT_EQ(nothing.share(), 0);
  EXPECT_EQ(nothing.interval().low, 0);
  EXPECT_EQ(nothing.interval().high, 1);
}

TEST(Proportion, has_wilson_s_interval) {
  // Newcombe, "Two-sided confidence intervals for the single proportion", Stat. Med. 17 (1998),
  // table I, method 3.
  const auto expect = [](std::uint64_t count, std::uint64_t of, double low, double high) {
    const Interval interval = Proportion{count, of}.interval();
    EXPECT_NEAR(interval.low, low, 5e-5) << count << " of " << of;
    EXPECT_NEAR(interval.high, high, 5e-5) << count << " of " << of;
  };
  expect(81, 263, 0.2553, 0.3662);
  expect(15, 148, 0.0624, 0.1605);
  expect(0, 20, 0.0000, 0.1611);
  expect(1, 29, 0.0061, 0.1718);
}

TEST(Proportion, ends_at_0_and_1_exactly) {
  for (const std::uint64_t of : {1u, 7u, 1000u, 123457u}) {
    const Interval none = Proportion{0, of}.interval();
    const Interval all = Proportion{of, of}.interval();
    EXPECT_EQ(none.low, 0);
    EXPECT_EQ(all.high, 1);
    EXPECT_NEAR(none.high, 1 - all.low, 1e-12);
    EXPECT_GT(none.high, 0);
  }
}

// What an interval of 95 % is for: of all samples, the share whose interval holds the true value.
TEST(Proportion, has_an_interval_that_holds_the_truth_in_some_95_of_100_samples) {
  for (const unsigned n : {30u, 200u, 1000u}) {
    double mean = 0;
    unsigned points = 0;
    for (double p = 0.005; p < 1; p += 0.005, ++points) {
      double held = 0;
      for (unsigned k = 0; k <= n; ++k) {
        const Interval interval = Proportion{k, n}.interval();
        if (interval.low <= p && p <= interval.high) held += binomial(n, k, p);
      }
      EXPECT_GT(held, 0.83) << n << ' ' << p;
      mean += held;
    }
    EXPECT_NEAR(mean / points, 0.95, 0.005) << n;
  }
}

TEST(Percent, says_neither_none_nor_all_where_it_is_nearly_so) {
  EXPECT_EQ(tool::percent(0), "0");
  EXPECT_EQ(tool::percent(1), "100");
  EXPECT_EQ(tool::percent(0.0022), "0.22");
  EXPECT_EQ(tool::percent(0.0503), "5.03");
  EXPECT_EQ(tool::percent(0.413), "41.3");
  EXPECT_EQ(tool::percent(0.998), "99.8");
  EXPECT_EQ(tool::percent(0.9998), "99.98");
  EXPECT_EQ(tool::percent(0.000013), "0.0013");
  EXPECT_EQ(tool::percent(0.999987), "99.9987");
}

}  // namespace
}  // namespace picket
