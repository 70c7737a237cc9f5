// SPDX-License-Identifier: Apache-2.0
#include "filter/core/zone.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <random>
#include <string>

#include "tests/filter/core/allocations.h"

namespace picket::core {
namespace {

namespace chrono = std::chrono;
using chrono::hours;
using chrono::minutes;
using chrono::seconds;

TimeZone zone(const char* name) {
  auto loaded = TimeZone::load(name);
  EXPECT_TRUE(loaded.has_value()) << name;
  return loaded.value();
}

Instant utc(const char* text) { return parse_rfc3339(text).value(); }

TEST(TimeZone, tells_local_time_and_weekday) {
  const LocalTime local = zone("Asia/Shanghai").local(utc("2026-01-05T16:30:00Z"));
  EXPECT_EQ(local.weekday, chrono::Tuesday);
  EXPECT_EQ(local.since_midnight, hours(0) + minutes(30));
}

TEST(TimeZone, minds_summer_time) {
  const TimeZone london = zone("Europe/London");
  EXPECT_EQ(london.offset_at(utc("2026-01-05T12:00:00Z")), hours(0));
  EXPECT_EQ(london.offset_at(utc("2026-07-05T12:00:00Z")), hours(1));
  EXPECT_EQ(london.offset_at(utc("2026-03-29T00:59:59.999999Z")), hours(0));
  EXPECT_EQ(london.offset_at(utc("2026-03-29T01:00:00Z")), hours(1));
  // China had summer time from 1986 to 1991.
  EXPECT_EQ(zone("Asia/Shanghai").offset_at(utc("1988-07-01T00:00:00Z")), hours(9));
}

TEST(TimeZone, goes_on_with_the_rule_after_the_last_transition) {
  const TimeZone new_york = zone("America/New_York");
  EXPECT_EQ(new_york.offset_at(utc("2099-01-05T12:00:00Z")), hours(-5));
  EXPECT_EQ(new_york.offset_at(utc("2099-07-05T12:00:00Z")), hours(-4));
  const TimeZone sydney = zone("Australia/Sydney");
  EXPECT_EQ(sydney.offset_at(utc("2099-01-05T12:00:00Z")), hours(11));
  EXPECT_EQ(sydney.offset_at(utc("2099-07-05T12:00:00Z")), hours(10));
}

// The C library reads the same files with other code.
TEST(TimeZone, agrees_with_the_c_library) {
  const char* const names[] = {"Asia/Shanghai",
                               "Asia/Kolkata",
                               "Europe/London",
                               "Europe/Dublin",
                               "America/New_York",
                               "America/Sao_Paulo",
                               "Australia/Sydney",
                               "Pacific/Apia",
                               "Africa/Casablanca",
                               "Asia/Tehran",
                               "UTC",
                               "America/Nuuk"};
  std::mt19937_64 random(11);
  for (const char* name : names) {
    const TimeZone ours = zone(name);
    setenv("TZ", name, 1);
    tzset();
    for (int round = 0; round < 5'000; ++round) {
      const auto second = static_cast<std::time_t>(random() % 4'000'000'000);
      std::tm theirs{};
      localtime_r(&second, &theirs);
      const Instant instant{seconds(second)};
      ASSERT_EQ(ours.offset_at(instant).count(), theirs.tm_gmtoff) << name << ' ' << second;
      const LocalTime local = ours.local(instant);
      ASSERT_EQ(local.weekday.c_encoding(), static_cast<unsigned>(theirs.tm_wday));
      ASSERT_EQ(local.since_midnight,
                hours(theirs.tm_hour) + minutes(theirs.tm_min) + seconds(theirs.tm_sec));
    }
  }
  unsetenv("TZ");
  tzset();
}

TEST(TimeZone, refuses_names_that_are_none) {
  for (const char* name : {"", "/etc/passwd", "../../etc/passwd", "Asia//Shanghai", "Asia/",
                           "Asia/Shang hai", "Asia/Shanghai.tab"}) {
    EXPECT_EQ(TimeZone::load(name).error(), ZoneError::bad_name) << name;
  }
  EXPECT_EQ(TimeZone::load("Asia/Atlantis").error(), ZoneError::unknown);
  EXPECT_EQ(TimeZone::load("Asia").error(), ZoneError::unknown);
}

TEST(TimeZone, refuses_damaged_files) {
  const std::string header = std::string("TZif2") + std::string(39, '\0');
  EXPECT_EQ(TimeZone::parse("").error(), ZoneError::damaged);
  EXPECT_EQ(TimeZone::parse("TZif").error(), ZoneError::damaged);
  EXPECT_EQ(TimeZone::parse(header).error(), ZoneError::damaged);
  EXPECT_EQ(TimeZone::parse(header + header + "\n\n").error(), ZoneError::damaged) << "no type";
}

TEST(TimeZone, asks_without_allocating) {
  const TimeZone london = zone("Europe/London");
  const std::size_t before = allocations();
  for (int year = 0; year < 100; ++year) {
    (void)london.local(Instant(chrono::hours(24 * 365) * year));
  }
  EXPECT_EQ(allocations(), before);
}

TEST(ZoneRule, reads_the_strings_of_posix) {
  const auto plain = parse_zone_rule("CST-8");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->standard_offset, hours(8));
  EXPECT_FALSE(plain->summer_begins);

  const auto angle = parse_zone_rule("<+0545>-5:45");
  ASSERT_TRUE(angle);
  EXPECT_EQ(angle->standard_offset, hours(5) + minutes(45));

  const auto summer = parse_zone_rule("EST5EDT,M3.2.0,M11.1.0");
  ASSERT_TRUE(summer);
  EXPECT_EQ(summer->summer_offset, hours(-4));
  EXPECT_EQ(summer->summer_begins->time, hours(2));

  const auto late = parse_zone_rule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0");
  ASSERT_TRUE(late);
  EXPECT_EQ(late->summer_begins->time, hours(-1));
}

TEST(ZoneRule, counts_julian_days_with_and_without_the_leap_day) {
  const auto without = parse_zone_rule("AAA0BBB,J60/0,J61/0");
  const auto with = parse_zone_rule("AAA0BBB,59/0,60/0");
  ASSERT_TRUE(without && with);
  const auto day = [](const char* text) { return chrono::floor<seconds>(utc(text)); };
  EXPECT_EQ(without->offset_at(day("2024-03-01T00:00:00Z")), hours(1));
  EXPECT_EQ(without->offset_at(day("2024-02-29T23:00:00Z")), hours(0));
  EXPECT_EQ(with->offset_at(day("2024-02-29T12:00:00Z")), hours(1));
  EXPECT_EQ(with->offset_at(day("2023-03-01T12:00:00Z")), hours(1));
}

TEST(ZoneRule, refuses_everything_else) {
  for (const char* text :
       {"", "8", "CS-8", "CST", "CST-8EDT", "CST-8EDT,M3.2.0", "CST26", "CST-8EDT,M13.2.0,M11.1.0",
        "CST-8EDT,M3.6.0,M11.1.0", "CST-8EDT,M3.2.7,M11.1.0", "CST-8EDT,J0,J1", "CST-8EDT,366,1",
        "CST-8EDT,M3.2.0,M11.1.0x", "<+08-8"}) {
    EXPECT_FALSE(parse_zone_rule(text)) << text;
  }
}

}  // namespace
}  // namespace picket::core
