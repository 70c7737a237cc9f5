// SPDX-License-Identifier: Apache-2.0
// Times, POSIX zone rules and TZif files from arbitrary bytes: a time that is read is written and
// read as itself; a zone that is read answers every instant with an offset of at most 26 hours.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "filter/core/time.h"
#include "filter/core/zone.h"

namespace {

namespace chrono = std::chrono;
using picket::core::Instant;

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

bool is_offset(chrono::seconds offset) { return chrono::abs(offset) <= chrono::hours(26); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto at = picket::core::parse_rfc3339(text)) {
    const std::string written = picket::core::format_rfc3339(*at);
    require(picket::core::parse_rfc3339(written) == *at, "a time reads as another");
  }
  if (const auto date = picket::core::parse_date(text)) require(date->ok(), "a date is none");

  const auto rule = picket::core::parse_zone_rule(text);
  const auto zone = picket::core::TimeZone::parse(text);
  for (int month = 0; month < 12 * 40; ++month) {
    const Instant at{chrono::hours(24 * 30) * month * 3};
    if (rule) require(is_offset(rule->offset_at(chrono::floor<chrono::seconds>(at))), "far off");
    if (!zone) continue;
    require(is_offset(zone->offset_at(at)), "a zone is far off");
    const auto local = zone->local(at);
    require(local.weekday.ok() && local.since_midnight >= chrono::seconds(0) &&
                local.since_midnight < chrono::hours(24),
            "a time of day is none");
  }
  return 0;
}
