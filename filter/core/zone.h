// SPDX-License-Identifier: Apache-2.0
// Local time in a zone of the IANA time zone database, read from the system's compiled files (TZif,
// RFC 8536). Zones are loaded when rules are parsed; asking one costs a binary search, no lock and
// no allocation. Immutable after loading; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/core/time.h"

namespace picket::core {

struct LocalTime {
  std::chrono::weekday weekday;
  std::chrono::seconds since_midnight;  // of the wall clock, 0..86399
};

enum class ZoneError : std::uint8_t {
  bad_name,  // not a name of the database: empty, absolute, with `..` or odd characters
  unknown,   // no such file
  damaged    // not TZif, or cut short
};

// A day of the year on which clocks change, at `time` after local midnight (-167..167 h).
struct ZoneChange {
  enum class Kind : std::uint8_t { month_week_day, julian_no_leap, day_of_year };
  Kind kind = Kind::month_week_day;
  std::uint16_t month = 0, week = 0;  // 1..12, 1..5 (5: the last)
  std::uint16_t day = 0;              // 0..6 from Sunday, or a day of the year
  std::chrono::seconds time{7200};
};

// The rule after a file's last transition: a POSIX TZ string (RFC 8536 §3.3, POSIX.1-2017 §8.3).
struct ZoneRule {
  std::chrono::seconds standard_offset{0};  // east of UTC
  std::chrono::seconds summer_offset{0};
  std::optional<ZoneChange> summer_begins, summer_ends;  // neither or both

  std::chrono::seconds offset_at(std::chrono::sys_seconds at) const noexcept;
};
std::optional<ZoneRule> parse_zone_rule(std::string_view posix) noexcept;

class TimeZone {
 public:
  // `name` as in rules: Asia/Shanghai. Reads `directory`/name.
  static std::expected<TimeZone, ZoneError> load(
      std::string_view name, const std::string& directory = "/usr/share/zoneinfo");
  // From the bytes of a TZif file, versions 1 to 4.
  static std::expected<TimeZone, ZoneError> parse(std::string_view tzif);

  std::chrono::seconds offset_at(Instant at) const noexcept;  // east of UTC
  LocalTime local(Instant at) const noexcept;

 private:
  std::vector<std::int64_t> transitions_;  // seconds since 1970, ascending
  std::vector<std::int32_t> offsets_;      // offsets_[i]: from transitions_[i] on
  std::int32_t first_offset_ = 0;          // before the first transition
  std::optional<ZoneRule> rule_;           // after the last
};

}  // namespace picket::core
