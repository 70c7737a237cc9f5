// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/lag_meter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

namespace picket::daemon {
namespace {

using std::chrono::milliseconds;

void observe(LagMeter& meter, milliseconds late, unsigned times) {
  for (unsigned i = 0; i < times; ++i) meter.observe(late);
}

TEST(LagMeter, takes_no_hiccup_and_no_process_that_was_stopped_for_overload) {
  LagMeter meter;
  meter.set_threshold(milliseconds(100));
  for (int i = 0; i < 50; ++i) {
    meter.observe(std::chrono::seconds(30));
    meter.observe(milliseconds(500));
    EXPECT_FALSE(meter.overloaded());
    meter.observe(milliseconds(1));
  }
  EXPECT_EQ(meter.overloads(), 0u);
  EXPECT_EQ(meter.lag(), milliseconds(1));
}

TEST(LagMeter, begins_with_the_third_look_in_a_row_that_is_too_late) {
  LagMeter meter;
  meter.set_threshold(milliseconds(100));
  observe(meter, milliseconds(101), 2);
  EXPECT_FALSE(meter.overloaded());
  meter.observe(milliseconds(230));
  EXPECT_TRUE(meter.overloaded());
  EXPECT_EQ(meter.lag(), milliseconds(101));
  observe(meter, milliseconds(400), 10);
  EXPECT_EQ(meter.overloads(), 1u);
  EXPECT_EQ(meter.lag(), milliseconds(400));
}

TEST(LagMeter, is_not_overloaded_at_the_threshold) {
  LagMeter meter;
  meter.set_threshold(milliseconds(100));
  observe(meter, milliseconds(100), 50);
  EXPECT_FALSE(meter.overloaded());
}

TEST(LagMeter, ends_once_it_was_under_half_the_threshold_for_long_enough) {
  LagMeter meter;
  meter.set_threshold(milliseconds(100));
  observe(meter, milliseconds(200), 3);
  observe(meter, milliseconds(50), 10 * LagMeter::kCalm);
  EXPECT_TRUE(meter.overloaded()) << "half of it is not under half of it";
  observe(meter, milliseconds(49), LagMeter::kCalm - 1);
  EXPECT_TRUE(meter.overloaded());
  meter.observe(milliseconds(49));
  EXPECT_FALSE(meter.overloaded());
}

TEST(LagMeter, calms_down_anew_after_a_relapse_but_not_after_a_hiccup) {
  LagMeter meter;
  meter.set_threshold(milliseconds(100));
  observe(meter, milliseconds(200), 3);
  observe(meter, milliseconds(1), LagMeter::kCalm / 2);
  observe(meter, milliseconds(90), 3);
  observe(meter, milliseconds(1), LagMeter::kCalm - 1);
  EXPECT_TRUE(meter.overloaded());
  meter.observe(milliseconds(1));
  EXPECT_FALSE(meter.overloaded());

  observe(meter, milliseconds(200), 3);
  observe(meter, milliseconds(1), LagMeter::kCalm / 2);
  meter.observe(milliseconds(90));
  observe(meter, milliseconds(1), LagMeter::kCalm / 2 - 1);
  EXPECT_FALSE(meter.overloaded());
}

TEST(LagMeter, is_never_overloaded_without_a_threshold_and_no_more_once_it_is_taken_away) {
  LagMeter meter;
  observe(meter, milliseconds(5000), 10);
  EXPECT_FALSE(meter.overloaded());
  EXPECT_EQ(meter.lag(), milliseconds(5000)) << "but measures";
  meter.set_threshold(milliseconds(10));
  EXPECT_FALSE(meter.overloaded());
  meter.observe(milliseconds(5000));
  EXPECT_TRUE(meter.overloaded());
  meter.set_threshold(milliseconds(0));
  EXPECT_FALSE(meter.overloaded());
  observe(meter, milliseconds(5000), 10);
  EXPECT_FALSE(meter.overloaded());
}

TEST(LagMeter, takes_a_look_that_was_early_for_one_on_time) {
  LagMeter meter;
  meter.observe(milliseconds(-3));
  EXPECT_EQ(meter.lag(), milliseconds(0));
}

// The definition, over everything that was ever seen.
TEST(LagMeter, agrees_with_its_definition_over_random_looks) {
  constexpr milliseconds kThreshold{20};
  std::mt19937 random(5);
  LagMeter meter;
  meter.set_threshold(kThreshold);
  std::vector<milliseconds> lags;
  milliseconds before[2]{};
  bool overloaded = false;
  std::size_t since = 0;
  std::uint64_t begun = 0;
  for (int step = 0; step < 100'000; ++step) {
    // Spells of some hundred looks that are mostly late, or mostly on time.
    const bool late = step / 300 % 2 == 0 ? random() % 8 != 0 : random() % 200 == 0;
    const milliseconds now(late ? random() % 60 : random() % 12);
    lags.push_back(std::min({now, before[0], before[1]}));
    before[1] = before[0];
    before[0] = now;
    meter.observe(now);
    if (!overloaded && lags.back() > kThreshold) {
      overloaded = true;
      since = lags.size();
      ++begun;
    } else if (overloaded && lags.size() - since >= LagMeter::kCalm &&
               std::all_of(lags.end() - LagMeter::kCalm, lags.end(),
                           [&](milliseconds lag) { return lag < kThreshold / 2; })) {
      overloaded = false;
    }
    ASSERT_EQ(meter.lag(), lags.back()) << step;
    ASSERT_EQ(meter.overloaded(), overloaded) << step;
    ASSERT_EQ(meter.overloads(), begun) << step;
  }
  EXPECT_GT(begun, 20u) << "not a test any more";
}

}  // namespace
}  // namespace picket::daemon
