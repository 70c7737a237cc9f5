// SPDX-License-Identifier: Apache-2.0
#include "filter/core/time.h"

#include <fmt/format.h>

namespace picket::core {
namespace {

namespace chrono = std::chrono;

// Reads a text from left to right; every step says whether it was there.
class Cursor {
 public:
  explicit Cursor(std::string_view text) noexcept : text_(text) {}

  // Exactly `count` ASCII digits.
  bool number(int count, int& value) noexcept {
    if (text_.size() < static_cast<std::size_t>(count)) return false;
    value = 0;
    for (int i = 0; i < count; ++i) {
      if (!is_digit(text_[i])) return false;
      value = value * 10 + (text_[i] - '0');
    }
    text_.remove_prefix(static_cast<std::size_t>(count));
    return true;
  }

  bool any_of(std::string_view characters) noexcept {
    if (text_.empty() || characters.find(text_.front()) == std::string_view::npos) return false;
    last_ = text_.front();
    text_.remove_prefix(1);
    return true;
  }

  // One or more digits after a decimal point, as microseconds; further digits are cut.
  bool microseconds(int& value) noexcept {
    value = 0;
    int digits = 0;
    for (; !text_.empty() && is_digit(text_.front()); ++digits) {
      if (digits < 6) value = value * 10 + (text_.front() - '0');
      text_.remove_prefix(1);
    }
    for (int i = digits; i < 6; ++i) value *= 10;
    return digits != 0;
  }

  char last() const noexcept { return last_; }
  bool at_end() const noexcept { return text_.empty(); }

 private:
  static bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

  std::string_view text_;
  char last_ = 0;
};

bool date(Cursor& cursor, chrono::year_month_day& value) noexcept {
  int year = 0, month = 0, day = 0;
  if (!cursor.number(4, year) || !cursor.any_of("-") || !cursor.number(2, month) ||
      !cursor.any_of("-") || !cursor.number(2, day)) {
    return false;
  }
  value = {chrono::year(year), chrono::month(static_cast<unsigned>(month)),
           chrono::day(static_cast<unsigned>(day))};
  return true;
}

constexpr Instant kFirst{chrono::seconds(0)};
constexpr Instant kPastLast{chrono::sys_days(chrono::year(10000) / 1 / 1)};

}  // namespace

std::expected<Instant, TimeError> parse_rfc3339(std::string_view text) noexcept {
  Cursor cursor(text);
  chrono::year_month_day day;
  int hour = 0, minute = 0, second = 0, fraction = 0;
  if (!date(cursor, day) || !cursor.any_of("Tt") || !cursor.number(2, hour) ||
      !cursor.any_of(":") || !cursor.number(2, minute) || !cursor.any_of(":") ||
      !cursor.number(2, second)) {
    return std::unexpected(TimeError::malformed);
  }
  if (cursor.any_of(".") && !cursor.microseconds(fraction)) {
    return std::unexpected(TimeError::malformed);
  }
  if (cursor.at_end()) return std::unexpected(TimeError::no_offset);

  int offset_hour = 0, offset_minute = 0, sign = 1;
  if (!cursor.any_of("Zz")) {
    if (!cursor.any_of("+-")) return std::unexpected(TimeError::malformed);
    sign = cursor.last() == '-' ? -1 : 1;
    if (!cursor.number(2, offset_hour) || !cursor.any_of(":") || !cursor.number(2, offset_minute)) {
      return std::unexpected(TimeError::malformed);
    }
  }
  if (!cursor.at_end()) return std::unexpected(TimeError::malformed);

  // Second 60 is a leap second (RFC 3339 §5.7), which Unix time gives to the next minute.
  if (!day.ok() || hour > 23 || minute > 59 || second > 60 || offset_hour > 23 ||
      offset_minute > 59) {
    return std::unexpected(TimeError::out_of_range);
  }
  const Instant at = chrono::sys_days(day) + chrono::hours(hour) + chrono::minutes(minute) +
                     chrono::seconds(second) + chrono::microseconds(fraction) -
                     sign * (chrono::hours(offset_hour) + chrono::minutes(offset_minute));
  if (at < kFirst || at >= kPastLast) return std::unexpected(TimeError::out_of_range);
  return at;
}

std::string format_rfc3339(Instant at) {
  const auto day = chrono::floor<chrono::days>(at);
  const chrono::year_month_day date(day);
  const chrono::hh_mm_ss time(at - day);
  std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", int(date.year()),
                                 unsigned(date.month()), unsigned(date.day()), time.hours().count(),
                                 time.minutes().count(), time.seconds().count());
  if (time.subseconds().count() != 0) text += fmt::format(".{:06}", time.subseconds().count());
  return text += 'Z';
}

std::expected<chrono::year_month_day, TimeError> parse_date(std::string_view text) noexcept {
  Cursor cursor(text);
  chrono::year_month_day day;
  if (!date(cursor, day) || !cursor.at_end()) return std::unexpected(TimeError::malformed);
  if (!day.ok() || day.year() < chrono::year(1970)) return std::unexpected(TimeError::out_of_range);
  return day;
}

}  // namespace picket::core
