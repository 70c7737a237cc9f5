// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/time.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "filter/core/zone.h"
#include "filter/predicates/facts.h"
#include "filter/predicates/leaf.h"
#include "filter/predicates/mapping_form.h"

namespace picket::predicates {
namespace {

using std::chrono::minutes;

constexpr std::string_view kDefaultZone = "Asia/Shanghai";

// In the order of std::chrono::weekday::iso_encoding(), which counts from 1.
constexpr std::array<std::string_view, 7> kDayNames{"mon", "tue", "wed", "thu",
                                                    "fri", "sat", "sun"};
constexpr ValueType kDays = any_of(kDayNames);
constexpr ValueType kHours{"`\"22:00-07:00\"`, or a list (any of)",
                           R"({"type": ["string", "array"], "minItems": 1,
        "pattern": "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$",
        "items": {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$"}})"};

constexpr std::array kParameters{
    Parameter{"between", &kHours,
              "The time of day, start included, end excluded; it may pass midnight."},
    Parameter{"days", &kDays, "The day of the week of the moment itself, after midnight too."},
    Parameter{"zone", &kText, "IANA time zone; Asia/Shanghai if not said."},
};

struct ClockRange {
  minutes start;  // since midnight
  minutes end;    // 24:00 too

  bool has(std::chrono::seconds since_midnight) const noexcept {
    const bool after_start = since_midnight >= start;
    const bool before_end = since_midnight < end;
    return start < end ? after_start && before_end : after_start || before_end;
  }
};

// HH:MM, 00:00 to 24:00.
std::optional<minutes> parse_clock(std::string_view text) noexcept {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) {
    return std::nullopt;
  }
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (minute > 59 || hour * 60 + minute > 24 * 60) return std::nullopt;
  return minutes(hour * 60 + minute);
}

std::optional<ClockRange> parse_range(std::string_view text) noexcept {
  if (text.size() != 11 || text[5] != '-') return std::nullopt;
  const auto start = parse_clock(text.substr(0, 5));
  const auto end = parse_clock(text.substr(6));
  if (!start || !end || *start == minutes(24 * 60)) return std::nullopt;
  return ClockRange{*start, *end};
}

struct TimeParameters {
  std::vector<ClockRange> between;  // any of them; empty: not asked about
  std::uint32_t days = 0;           // a bit a day, from Monday; 0: not asked about
};

class TimeTest final : public Test {
 public:
  TimeTest(TimeParameters wanted, core::TimeZone zone)
      : wanted_(std::move(wanted)), zone_(std::move(zone)) {}

  core::Truth evaluate(Facts& facts) const noexcept override {
    const auto at = facts.time();
    if (!at) return core::Truth::no;
    const core::LocalTime local = zone_.local(*at);
    const bool hour_fits = wanted_.between.empty() ||
                           std::ranges::any_of(wanted_.between, [&](const ClockRange& range) {
                             return range.has(local.since_midnight);
                           });
    return core::truth_of(
        hour_fits &&
        (wanted_.days == 0 || (wanted_.days >> (local.weekday.iso_encoding() - 1) & 1) != 0));
  }

 private:
  TimeParameters wanted_;
  core::TimeZone zone_;
};

void read_between(MappingForm& form, TimeParameters& wanted) {
  for (const document::Text& text : form.texts("between")) {
    const auto range = parse_range(text.value);
    if (!range) {
      form.error(text.span, "bad-clock-range",
                 fmt::format("`{}` is no range of the clock", text.value),
                 "HH:MM-HH:MM, in quotes: \"22:00-07:00\"");
    } else if (range->start == range->end) {
      form.error(text.span, "empty-range", fmt::format("`{}` ends where it starts", text.value),
                 "for the whole day leave `between` out");
    } else {
      wanted.between.push_back(*range);
    }
  }
}

std::optional<core::TimeZone> read_zone(MappingForm& form) {
  const std::string_view name = form.text("zone").value_or(kDefaultZone);
  auto zone = core::TimeZone::load(name);
  if (zone) return *std::move(zone);
  const document::Node* node = form.find("zone");
  form.error(node != nullptr ? node->span : form.span(), "unknown-zone",
             fmt::format("there is no time zone `{}`", name),
             "a name of the IANA time zone database: Asia/Shanghai, Europe/London");
  return std::nullopt;
}

std::optional<Expression> parse(const document::Node& value, ParseContext& context) {
  MappingForm form(value, "time", kParameters, context);
  TimeParameters wanted;
  read_between(form, wanted);
  wanted.days = form.word_set("days", kDayNames);
  auto zone = read_zone(form);
  if (form.good() && !form.has("between") && !form.has("days")) {
    form.error(form.key_span("zone"), "zone-alone", "a `zone` alone says nothing of the time",
               "add `between` or `days`");
  }
  if (!form.good()) return std::nullopt;
  return leaf("time", value, std::make_shared<TimeTest>(std::move(wanted), *std::move(zone)));
}

}  // namespace

PredicateKind time_kind() noexcept {
  return {.key = "time",
          .help =
              "When the event was, by its own time if it has one, else by the clock; all keys "
              "hold.",
          .example = "time: {between: \"22:00-07:00\", days: [sat, sun]}",
          .parameters = kParameters,
          .constraints = R"({"anyOf": [{"required": ["between"]}, {"required": ["days"]}]})",
          .parse = parse};
}

}  // namespace picket::predicates
