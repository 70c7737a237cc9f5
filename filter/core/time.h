// SPDX-License-Identifier: Apache-2.0
// Wall-clock time of events: RFC 3339 in and out, and the calendar facts that rules ask about.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace picket::core {

// UTC, microseconds since 1970-01-01T00:00:00Z.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

enum class TimeError : std::uint8_t { malformed, no_offset, out_of_range };

// RFC 3339 §5.6 `date-time` with a mandatory offset (`Z` or ±hh:mm); fractions beyond microseconds
// are cut. Years 1970..9999. Allocates nothing.
std::expected<Instant, TimeError> parse_rfc3339(std::string_view text) noexcept;

// `2026-01-05T04:00:00Z`, with `.ffffff` only where there is a fraction.
std::string format_rfc3339(Instant at);

// A whole-day date `YYYY-MM-DD`, as `since` and `expires` carry.
std::expected<std::chrono::year_month_day, TimeError> parse_date(std::string_view text) noexcept;

}  // namespace picket::core
