// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "filter/core/number.h"

namespace picket::core {
namespace {

constexpr std::size_t kE164Digits = 15;
constexpr std::size_t kLongestCode = 20;  // of an SMS access code: TS 23.040 §9.1.2.5

bool all_digits(std::string_view text) noexcept {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool begins(std::string_view text, std::string_view prefix) noexcept {
  return !prefix.empty() && text.starts_with(prefix);
}

void check_ranges(const std::vector<NumberRange>& ranges, std::string_view key, std::size_t longest,
                  std::string_view international_prefix, std::vector<std::string>& problems) {
  for (const NumberRange& range : ranges) {
    if (range.prefix.empty() || !all_digits(range.prefix)) {
      problems.push_back(
          fmt::format("{}: a prefix is one or more digits, not `{}`", key, range.prefix));
    } else if (begins(range.prefix, international_prefix)) {
      problems.push_back(
          fmt::format("{}: `{}` begins like an international call", key, range.prefix));
    }
    if (range.min_digits < range.prefix.size() || range.max_digits < range.min_digits ||
        range.max_digits > longest) {
      problems.push_back(fmt::format("{}: `{}` has {} to {} digits, which must be from {} to {}",
                                     key, range.prefix, range.min_digits, range.max_digits,
                                     range.prefix.size(), longest));
    }
  }
}

}  // namespace

NumberingSettings NumberingSettings::china() {
  NumberingSettings settings;
  for (const char* prefix : {"13", "14", "15", "16", "17", "18", "19"}) {
    settings.mobile.push_back({prefix, 11, 11});
  }
  // Area codes: 10, 2x, 3xx to 9xx. Beijing has 8-digit numbers; those that begin with 6 would look
  // like SMS access codes (106...) at any other length.
  settings.fixed = {{"10", 9, 10}, {"106", 10, 10}};
  for (const char* prefix : {"2", "3", "4", "5", "6", "7", "8", "9"}) {
    settings.fixed.push_back({prefix, 9, 11});
  }
  settings.service = {{"400", 10, 10}, {"800", 10, 10}};
  settings.access_codes = {{"106", 3, 20}};
  return settings;
}

std::vector<std::string> NumberingProfile::problems(const NumberingSettings& settings) {
  std::vector<std::string> problems;
  const std::string country = std::to_string(settings.country);
  if (calling_code_of(country) != settings.country || settings.country == 0) {
    problems.push_back(fmt::format("country: {} is not an assigned calling code", country));
  }
  if (!all_digits(settings.trunk_prefix) || settings.trunk_prefix.size() > 4) {
    problems.push_back("trunk_prefix: at most 4 digits, or empty");
  }
  if (!all_digits(settings.international_prefix) || settings.international_prefix.empty() ||
      settings.international_prefix.size() > 5) {
    problems.push_back("international_prefix: 1 to 5 digits");
  } else if (settings.international_prefix == settings.trunk_prefix) {
    problems.push_back("international_prefix: must differ from the trunk prefix");
  }
  if (settings.short_code_min == 0 || settings.short_code_max < settings.short_code_min ||
      settings.short_code_max > 10) {
    problems.push_back("short codes: from 1 to 10 digits, the shortest first");
  }
  if (settings.unknown == NumberingSettings::OpenType::international) {
    problems.push_back("unknown: unknown or national");
  }
  const std::size_t national = kE164Digits - country.size();
  const std::string_view abroad = settings.international_prefix;
  check_ranges(settings.mobile, "mobile", national, abroad, problems);
  check_ranges(settings.fixed, "fixed", national, abroad, problems);
  check_ranges(settings.service, "service", national, abroad, problems);
  check_ranges(settings.access_codes, "access_codes", kLongestCode, abroad, problems);
  return problems;
}

NumberingProfile::NumberingProfile(NumberingSettings settings, FoldName fold_name)
    : settings_(std::move(settings)),
      country_(std::to_string(settings_.country)),
      fold_name_(fold_name) {
  if (fold_name_ == nullptr) throw std::invalid_argument("a numbering profile needs a name folder");
  const std::vector<std::string> wrong = problems(settings_);
  if (!wrong.empty()) throw std::invalid_argument(wrong.front());
}

}  // namespace picket::core
