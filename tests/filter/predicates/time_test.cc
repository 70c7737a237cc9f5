// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/time.h"

#include <gtest/gtest.h>

#include "filter/core/time.h"
#include "tests/filter/predicates/condition.h"

namespace picket {
namespace {

using test::Condition;

core::Event at(std::string_view time) {
  core::Event event = test::sms("text");
  event.time = core::parse_rfc3339(time).value();
  return event;
}

TEST(TimePredicate, start_is_in_and_end_is_out) {
  const Condition day("time: {between: \"08:00-18:00\"}");
  EXPECT_FALSE(day.holds(at("2026-01-05T07:59:59.999999+08:00")));
  EXPECT_TRUE(day.holds(at("2026-01-05T08:00:00+08:00")));
  EXPECT_TRUE(day.holds(at("2026-01-05T17:59:59.999999+08:00")));
  EXPECT_FALSE(day.holds(at("2026-01-05T18:00:00+08:00")));
}

TEST(TimePredicate, may_pass_midnight) {
  const Condition night("time: {between: \"22:00-07:00\"}");
  EXPECT_TRUE(night.holds(at("2026-01-05T22:00:00+08:00")));
  EXPECT_TRUE(night.holds(at("2026-01-06T06:59:59+08:00")));
  EXPECT_FALSE(night.holds(at("2026-01-06T07:00:00+08:00")));
  EXPECT_FALSE(night.holds(at("2026-01-05T21:59:59+08:00")));
}

TEST(TimePredicate, the_day_is_that_of_the_moment_itself) {
  // 2026-01-05 is a Monday. After midnight it is Tuesday, though the night began on Monday.
  const Condition monday_night("time: {between: \"22:00-07:00\", days: mon}");
  EXPECT_TRUE(monday_night.holds(at("2026-01-05T23:00:00+08:00")));
  EXPECT_FALSE(monday_night.holds(at("2026-01-06T01:00:00+08:00")));
  EXPECT_TRUE(monday_night.holds(at("2026-01-05T01:00:00+08:00")));
}

TEST(TimePredicate, days_are_of_the_zone) {
  const Condition monday("time: {days: [mon]}");
  EXPECT_TRUE(monday.holds(at("2026-01-04T16:00:00Z")));
  EXPECT_FALSE(monday.holds(at("2026-01-04T15:59:59Z")));
  const Condition london("time: {days: [mon], zone: Europe/London}");
  EXPECT_FALSE(london.holds(at("2026-01-04T16:00:00Z")));
  EXPECT_TRUE(london.holds(at("2026-01-05T00:00:00Z")));
}

TEST(TimePredicate, summer_time_counts) {
  const Condition noon("time: {between: \"12:00-13:00\", zone: Europe/London}");
  EXPECT_TRUE(noon.holds(at("2026-01-05T12:30:00Z")));
  EXPECT_FALSE(noon.holds(at("2026-07-06T12:30:00Z")));
  EXPECT_TRUE(noon.holds(at("2026-07-06T11:30:00Z")));
}

TEST(TimePredicate, knows_every_day) {
  constexpr const char* kDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  for (int day = 0; day < 7; ++day) {
    core::Event event = at("2026-01-05T12:00:00+08:00");
    *event.time += std::chrono::days(day);
    for (int other = 0; other < 7; ++other) {
      EXPECT_EQ(Condition("time: {days: " + std::string(kDays[other]) + "}").holds(event),
                other == day)
          << day << ' ' << kDays[other];
    }
  }
}

TEST(TimePredicate, midnight_may_be_written_as_24_00_at_the_end) {
  const Condition evening("time: {between: \"20:00-24:00\"}");
  EXPECT_TRUE(evening.holds(at("2026-01-05T23:59:59+08:00")));
  EXPECT_FALSE(evening.holds(at("2026-01-06T00:00:00+08:00")));
}

TEST(TimePredicate, a_list_of_ranges_means_any_of_them) {
  const Condition two("time: {between: [\"08:00-09:00\", \"20:00-21:00\"]}");
  EXPECT_TRUE(two.holds(at("2026-01-05T08:30:00+08:00")));
  EXPECT_TRUE(two.holds(at("2026-01-05T20:30:00+08:00")));
  EXPECT_FALSE(two.holds(at("2026-01-05T12:00:00+08:00")));
}

TEST(TimePredicate, without_any_time_it_is_false) {
  EXPECT_FALSE(Condition("time: {between: \"00:00-24:00\"}").holds(test::sms("text")));
}

}  // namespace
}  // namespace picket
