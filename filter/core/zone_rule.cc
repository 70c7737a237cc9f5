// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "filter/core/zone.h"

namespace picket::core {
namespace {

namespace chrono = std::chrono;
using Change = ZoneChange;

// POSIX.1-2017 §8.3: std offset dst offset,start/time,end/time
class RuleParser {
 public:
  explicit RuleParser(std::string_view text) noexcept : rest_(text) {}

  std::optional<ZoneRule> parse() noexcept {
    ZoneRule rule;
    if (!name() || !offset(rule.standard_offset)) return std::nullopt;
    if (rest_.empty()) return rule;
    if (!name()) return std::nullopt;
    rule.summer_offset = rule.standard_offset + chrono::hours(1);
    if (!rest_.empty() && rest_.front() != ',' && !offset(rule.summer_offset)) return std::nullopt;
    if (!change(rule.summer_begins.emplace()) || !change(rule.summer_ends.emplace()) ||
        !rest_.empty()) {
      return std::nullopt;
    }
    return rule;
  }

 private:
  bool take(char c) noexcept {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // CST or <+08>
  bool name() noexcept {
    if (take('<')) {
      const std::size_t end = rest_.find('>');
      if (end == std::string_view::npos || end < 3) return false;
      rest_.remove_prefix(end + 1);
      return true;
    }
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto length =
        static_cast<std::size_t>(std::ranges::find_if_not(rest_, is_letter) - rest_.begin());
    rest_.remove_prefix(length);
    return length >= 3;
  }

  bool number(int max, int& value) noexcept {
    std::size_t digits = 0;
    value = 0;
    while (digits < rest_.size() && digits < 3 && rest_[digits] >= '0' && rest_[digits] <= '9') {
      value = value * 10 + (rest_[digits++] - '0');
    }
    rest_.remove_prefix(digits);
    return digits != 0 && value <= max;
  }

  // [+-]hh[:mm[:ss]]
  bool clock(chrono::seconds& value) noexcept {
    const bool minus = take('-');
    if (!minus) take('+');
    int hours = 0, minutes = 0, seconds = 0;
    if (!number(167, hours)) return false;
    if (take(':')) {
      if (!number(59, minutes)) return false;
      if (take(':') && !number(59, seconds)) return false;
    }
    value = chrono::hours(hours) + chrono::minutes(minutes) + chrono::seconds(seconds);
    if (minus) value = -value;
    return true;
  }

  // POSIX counts hours west of Greenwich.
  bool offset(chrono::seconds& east) noexcept {
    chrono::seconds west{0};
    if (!clock(west) || chrono::abs(west) > chrono::hours(25)) return false;
    east = -west;
    return true;
  }

  // ,M3.5.0/1  ,J60  ,0/0
  bool change(Change& change) noexcept {
    int first = 0, second = 0, third = 0;
    if (!take(',')) return false;
    if (take('M')) {
      change.kind = Change::Kind::month_week_day;
      if (!number(12, first) || first == 0 || !take('.') || !number(5, second) || second == 0 ||
          !take('.') || !number(6, third)) {
        return false;
      }
      change.month = static_cast<std::uint16_t>(first);
      change.week = static_cast<std::uint16_t>(second);
      change.day = static_cast<std::uint16_t>(third);
    } else {
      const bool julian = take('J');
      change.kind = julian ? Change::Kind::julian_no_leap : Change::Kind::day_of_year;
      if (!number(365, first) || (julian && first == 0)) return false;
      change.day = static_cast<std::uint16_t>(first);
    }
    return !take('/') || clock(change.time);
  }

  std::string_view rest_;
};

// The day of a change in a year.
chrono::sys_days day_of(const Change& change, chrono::year year) noexcept {
  const chrono::sys_days new_year = year / chrono::January / 1;
  switch (change.kind) {
    case Change::Kind::month_week_day: {
      const chrono::year_month month = year / chrono::month(change.month);
      const chrono::weekday day(change.day);
      return change.week == 5 ? chrono::sys_days(month / day[chrono::last])
                              : chrono::sys_days(month / day[change.week]);
    }
    case Change::Kind::julian_no_leap: {  // 1..365, 29 February is not counted
      const bool past_leap_day = year.is_leap() && change.day >= 60;
      return new_year + chrono::days(change.day - 1 + (past_leap_day ? 1 : 0));
    }
    default:
      return new_year + chrono::days(change.day);
  }
}

}  // namespace

std::optional<ZoneRule> parse_zone_rule(std::string_view posix) noexcept {
  return RuleParser(posix).parse();
}

chrono::seconds ZoneRule::offset_at(chrono::sys_seconds at) const noexcept {
  if (!summer_begins || !summer_ends) return standard_offset;
  const auto year =
      chrono::year_month_day(chrono::floor<chrono::days>(at + standard_offset)).year();
  const auto begins = day_of(*summer_begins, year) + summer_begins->time - standard_offset;
  const auto ends = day_of(*summer_ends, year) + summer_ends->time - summer_offset;
  const bool summer = begins < ends ? at >= begins && at < ends
                                    : at >= begins || at < ends;  // south: over new year
  return summer ? summer_offset : standard_offset;
}

}  // namespace picket::core
