// SPDX-License-Identifier: Apache-2.0
#include "filter/record/decision_line.h"

#include <fmt/format.h>

#include <array>

#include "filter/core/names.h"
#include "filter/core/time.h"

namespace picket::record {
namespace {

using core::append;
using core::append_json_string;

void append_number_field(std::string_view key, std::uint64_t value, core::JsonBuffer& out) {
  append(out, key);
  const fmt::format_int digits(value);
  append(out, {digits.data(), digits.size()});
}

// `key` with its quotes and colon; `word` needs no escaping.
void append_word(std::string_view key, std::string_view word, core::JsonBuffer& out) {
  append(out, key);
  append(out, "\"");
  append(out, word);
  append(out, "\"");
}

// `.000017`, as format_rfc3339 has it; nothing for a whole second.
void append_fraction(std::chrono::microseconds fraction, core::JsonBuffer& out) {
  auto rest = static_cast<std::uint32_t>(fraction.count());
  if (rest == 0) return;
  std::array<char, 7> digits{'.'};
  for (std::size_t i = digits.size() - 1; i > 0; --i, rest /= 10)
    digits[i] = static_cast<char>('0' + rest % 10);
  append(out, {digits.data(), digits.size()});
}

void append_rules(std::string_view key, std::span<const std::byte>& rules, std::size_t count,
                  core::JsonBuffer& out) {
  append(out, key);
  for (std::size_t i = 0; i < count; ++i) {
    const RecordedRule rule = next_rule(rules);
    append(out, i == 0 ? R"({"rule":)" : R"(,{"rule":)");
    append_json_string(out, rule.id);
    append_number_field(R"(,"rev":)", rule.rev, out);
    append_word(R"(,"action":)", core::name_of(rule.action), out);
    append(out, "}");
  }
  append(out, "]");
}

}  // namespace

LineRenderer::LineRenderer(const core::NumberingProfile& profile,
                           std::optional<core::NumberTokens> tokens)
    : profile_(&profile), numbers_(std::move(tokens)) {}

void LineRenderer::append_time(core::Instant at, core::JsonBuffer& out) {
  const auto second = std::chrono::floor<std::chrono::seconds>(at);
  if (second_ != second) {
    second_ = second;
    second_json_ = R"({"time":")" + core::format_rfc3339(second);
    second_json_.pop_back();  // the Z
  }
  core::append(out, second_json_);
  append_fraction(at - second, out);
  core::append(out, "Z\"");
}

void LineRenderer::append_route(const Recorded& recorded, core::JsonBuffer& out) {
  if (route_ != recorded.route) {
    route_ = recorded.route;
    core::JsonBuffer json;
    core::append(json, R"(,"route":)");
    append_json_string(json, recorded.route);
    route_json_.assign(json.data(), json.size());
  }
  core::append(out, route_json_);
}

void LineRenderer::append_ruleset(const Recorded& recorded, core::JsonBuffer& out) {
  if (ruleset_ != recorded.ruleset || overlay_ != recorded.overlay) {
    ruleset_ = recorded.ruleset;
    overlay_ = recorded.overlay;
    core::JsonBuffer json;
    append_word(R"(,"ruleset":)", recorded.ruleset, json);
    append_number_field(R"(,"overlay":)", recorded.overlay, json);
    ruleset_json_.assign(json.data(), json.size());
  }
  core::append(out, ruleset_json_);
}

void LineRenderer::append(const Recorded& recorded, core::JsonBuffer& out) {
  append_time(recorded.at, out);
  append_route(recorded, out);
  append_word(R"(,"channel":)", core::name_of(recorded.channel), out);
  core::append(out, R"(,"id":)");
  if (recorded.has_id) {
    append_json_string(out, recorded.id);
  } else {
    core::append(out, "null");
  }
  if (!recorded.tag_key.empty()) {
    core::append(out, ",\"");
    core::append(out, recorded.tag_key);
    append_number_field("\":", recorded.tag_value, out);
  }
  append_word(R"(,"verdict":)", core::name_of(recorded.verdict), out);
  append_word(R"(,"risk":)", core::name_of(recorded.risk), out);
  append_number_field(R"(,"score":)", recorded.score, out);

  auto rules = recorded.rule_bytes;
  append_rules(R"(,"rules":[)", rules, recorded.enforced, out);
  append_rules(R"(,"shadow":[)", rules, recorded.rules - recorded.enforced, out);
  append_ruleset(recorded, out);

  const core::NumberingProfile& profile = recorded.profile ? *recorded.profile : *profile_;
  numbers_.append("from", recorded.from, profile, out);
  numbers_.append("to", recorded.to, profile, out);
  if (recorded.has_text) {
    core::append(out, R"(,"text":)");
    append_json_string(out, recorded.text);
  }
  if (recorded.incomplete) core::append(out, R"(,"incomplete":true)");
  if (recorded.bypass != core::Bypass::none)
    append_word(R"(,"bypass":)", core::name_of(recorded.bypass), out);
  if (recorded.refused) core::append(out, R"(,"refused":true)");
  core::append(out, "}\n");
}

}  // namespace picket::record
