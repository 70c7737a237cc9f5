// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/numbering_section.h"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "filter/document/typed.h"
#include "filter/lists/numbering.h"

namespace picket::daemon {
namespace {

using core::NumberingSettings;
using core::NumberRange;
using document::Node;
using document::Reporter;

constexpr std::array<std::string_view, 12> kProfileKeys{
    "country",      "trunk_prefix", "international_prefix", "mobile",  "fixed",   "service",
    "access_codes", "short_codes",  "bare_mobile",          "unknown", "network", "subscriber"};
constexpr std::array<std::string_view, 3> kRangeKeys{"prefix", "min_digits", "max_digits"};
constexpr std::array<std::string_view, 2> kLengthKeys{"min_digits", "max_digits"};
constexpr std::array<std::string_view, 3> kOpenTypes{"unknown", "national", "international"};
constexpr std::int64_t kMostDigits = 32;

// Digits, perhaps none (a quoted "" says so).
void read_prefix(const Node& node, std::string_view what, std::string& into, Reporter& reporter) {
  if (node.kind == Node::Kind::scalar && node.scalar.empty()) {
    into.clear();
  } else if (const auto text = document::read_text(node, what, reporter)) {
    into = *text;
  }
}

void read_length(const Node& mapping, std::string_view key, std::uint8_t& into,
                 Reporter& reporter) {
  const Node* node = document::require(mapping, key, "a range of digits", reporter);
  if (node == nullptr) return;
  if (const auto digits = document::read_integer(*node, key, 1, kMostDigits, reporter))
    into = static_cast<std::uint8_t>(*digits);
}

void read_ranges(const Node& list, std::string_view what, std::vector<NumberRange>& into,
                 Reporter& reporter) {
  if (!document::expect_list(list, what, reporter)) return;
  for (const Node& item : list.items) {
    NumberRange range;
    if (!document::expect_mapping(item, what, reporter) ||
        !document::check_keys(item, kRangeKeys, what, reporter))
      continue;
    if (const Node* prefix = document::require(item, "prefix", what, reporter))
      read_prefix(*prefix, "prefix", range.prefix, reporter);
    read_length(item, "min_digits", range.min_digits, reporter);
    read_length(item, "max_digits", range.max_digits, reporter);
    into.push_back(std::move(range));
  }
}

void read_open_type(const Node& profile, std::string_view key, NumberingSettings::OpenType& into,
                    Reporter& reporter) {
  const Node* node = profile.find(key);
  if (node == nullptr) return;
  if (const auto word = document::read_word(*node, key, kOpenTypes, reporter))
    into = static_cast<NumberingSettings::OpenType>(*word);
}

NumberingSettings read_profile(const Node& profile, Reporter& reporter) {
  NumberingSettings settings;
  document::check_keys(profile, kProfileKeys, "a numbering profile", reporter);
  if (const Node* country = document::require(profile, "country", "a numbering profile", reporter))
    if (const auto code = document::read_integer(*country, "country", 1, 999, reporter))
      settings.country = static_cast<std::uint16_t>(*code);
  if (const Node* node = profile.find("trunk_prefix"))
    read_prefix(*node, "trunk_prefix", settings.trunk_prefix, reporter);
  if (const Node* node = profile.find("international_prefix"))
    read_prefix(*node, "international_prefix", settings.international_prefix, reporter);
  using Ranges = std::vector<NumberRange> NumberingSettings::*;
  constexpr std::array<std::pair<std::string_view, Ranges>, 4> kRanges{{
      {"mobile", &NumberingSettings::mobile},
      {"fixed", &NumberingSettings::fixed},
      {"service", &NumberingSettings::service},
      {"access_codes", &NumberingSettings::access_codes},
  }};
  for (const auto& [key, member] : kRanges)
    if (const Node* node = profile.find(key)) read_ranges(*node, key, settings.*member, reporter);
  if (const Node* node = profile.find("short_codes")) {
    if (document::expect_mapping(*node, "short_codes", reporter) &&
        document::check_keys(*node, kLengthKeys, "short_codes", reporter)) {
      read_length(*node, "min_digits", settings.short_code_min, reporter);
      read_length(*node, "max_digits", settings.short_code_max, reporter);
    }
  }
  if (const Node* node = profile.find("bare_mobile"))
    if (const auto bare = document::read_boolean(*node, "bare_mobile", reporter))
      settings.bare_mobile = *bare;
  read_open_type(profile, "unknown", settings.unknown, reporter);
  read_open_type(profile, "network", settings.network, reporter);
  read_open_type(profile, "subscriber", settings.subscriber, reporter);
  return settings;
}

}  // namespace

void read_numbering(const Node& section, NumberingProfiles& profiles, Reporter& reporter) {
  if (!document::expect_mapping(section, "numbering", reporter)) return;
  for (const Node::Entry& entry : section.entries) {
    if (!document::expect_mapping(entry.value, "a numbering profile", reporter)) continue;
    NumberingSettings settings = read_profile(entry.value, reporter);
    const auto problems = core::NumberingProfile::problems(settings);
    for (const std::string& problem : problems)
      reporter.error(entry.key_span, "bad-numbering", problem);
    if (!problems.empty()) continue;
    if (!profiles.emplace(entry.key, lists::make_profile(std::move(settings))).second)
      reporter.error(entry.key_span, "duplicate-numbering",
                     "'" + entry.key + "' is a profile that is always there");
  }
}

}  // namespace picket::daemon
