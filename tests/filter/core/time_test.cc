// SPDX-License-Identifier: Apache-2.0
#include "filter/core/time.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace picket::core {
namespace {

namespace chrono = std::chrono;

Instant at(std::int64_t seconds, std::int64_t microseconds = 0) {
  return Instant(chrono::seconds(seconds) + chrono::microseconds(microseconds));
}

TEST(Rfc3339, reads_dates_with_their_offset) {
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:00Z"), at(0));
  EXPECT_EQ(parse_rfc3339("2026-01-05T12:00:00+08:00"), at(1767585600));
  EXPECT_EQ(parse_rfc3339("2026-01-05t04:00:00z"), at(1767585600));
  EXPECT_EQ(parse_rfc3339("2026-01-04T18:30:00-09:30"), at(1767585600));
  EXPECT_EQ(parse_rfc3339("2026-01-05T04:00:00-00:00"), at(1767585600));
  EXPECT_EQ(parse_rfc3339("2024-02-29T00:00:00Z"), at(1709164800));
}

TEST(Rfc3339, cuts_fractions_at_microseconds) {
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:01.5Z"), at(1, 500000));
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:01.1234569Z"), at(1, 123456));
  EXPECT_EQ(parse_rfc3339("1970-01-01T00:00:01.000001Z"), at(1, 1));
}

TEST(Rfc3339, gives_a_leap_second_to_the_next_minute) {
  EXPECT_EQ(parse_rfc3339("2016-12-31T23:59:60Z"), parse_rfc3339("2017-01-01T00:00:00Z"));
}

TEST(Rfc3339, wants_an_offset) {
  EXPECT_EQ(parse_rfc3339("2026-01-05T12:00:00").error(), TimeError::no_offset);
  EXPECT_EQ(parse_rfc3339("2026-01-05T12:00:00.5").error(), TimeError::no_offset);
}

TEST(Rfc3339, refuses_what_is_no_time) {
  for (const char* text :
       {"", "2026", "2026-01-05", "2026-01-05 12:00:00Z", "2026-1-5T12:00:00Z", "2026-01-05T12:00Z",
        "2026-01-05T12:00:00.Z", "2026-01-05T12:00:00+0800", "2026-01-05T12:00:00+08",
        "2026-01-05T12:00:00Zx", " 2026-01-05T12:00:00Z", "２026-01-05T12:00:00Z", "now"}) {
    EXPECT_EQ(parse_rfc3339(text).error(), TimeError::malformed) << text;
  }
}

TEST(Rfc3339, refuses_times_that_are_not_on_the_calendar) {
  for (const char* text :
       {"2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
        "2026-01-32T00:00:00Z", "2026-01-05T24:00:00Z", "2026-01-05T12:60:00Z",
        "2026-01-05T12:00:61Z", "2026-01-05T12:00:00+24:00", "2026-01-05T12:00:00+08:60",
        "1969-12-31T23:59:59Z", "1970-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"}) {
    EXPECT_EQ(parse_rfc3339(text).error(), TimeError::out_of_range) << text;
  }
}

TEST(Rfc3339, writes_a_fraction_only_where_there_is_one) {
  EXPECT_EQ(format_rfc3339(at(1767585600)), "2026-01-05T04:00:00Z");
  EXPECT_EQ(format_rfc3339(at(1767585600, 50)), "2026-01-05T04:00:00.000050Z");
  EXPECT_EQ(format_rfc3339(at(0)), "1970-01-01T00:00:00Z");
}

TEST(Rfc3339, reads_back_what_it_writes) {
  std::mt19937_64 random(3);
  for (int round = 0; round < 20'000; ++round) {
    const Instant any(chrono::microseconds(random() % 253402300800000000));
    ASSERT_EQ(parse_rfc3339(format_rfc3339(any)), any) << format_rfc3339(any);
  }
}

TEST(Date, is_a_day_on_the_calendar) {
  EXPECT_EQ(parse_date("2026-01-31"), chrono::year(2026) / 1 / 31);
  EXPECT_EQ(parse_date("2026-02-29").error(), TimeError::out_of_range);
  EXPECT_EQ(parse_date("1969-12-31").error(), TimeError::out_of_range);
  EXPECT_EQ(parse_date("2026-1-31").error(), TimeError::malformed);
  EXPECT_EQ(parse_date("2026-01-31T00:00:00Z").error(), TimeError::malformed);
}

}  // namespace
}  // namespace picket::core
