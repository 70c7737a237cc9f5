// SPDX-License-Identifier: Apache-2.0
#include "filter/record/decision_line.h"

#include <fmt/format.h>

#include <array>

#include "filter/core/names.h"
#include "filter/core/time.h"
#include "filter/record/mask.h"

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
    : profile_(&profile), tokens_(std::move(tokens)) {}

void LineRenderer::append_number(const NumberKeys& keys, const core::Number& number,
                                 core::JsonBuffer& out) {
  std::array<char, core::Number::kCapacity> masked;
  core::append(out, keys.masked);
  append_json_string(out, mask(number, masked));
  if (!tokens_ || number.normal().empty()) return;
  const auto token = tokens_->token(number.normal());
  append_word(keys.token, {token.data(), token.size()}, out);
}

void LineRenderer::append(const Recorded& recorded, core::JsonBuffer& out) {
  append_word(R"({"time":)", core::format_rfc3339(recorded.at), out);
  core::append(out, R"(,"route":)");
  append_json_string(out, recorded.route);
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
  append_word(R"(,"ruleset":)", recorded.ruleset, out);
  append_number_field(R"(,"overlay":)", recorded.overlay, out);

  const core::NumberingProfile& profile = recorded.profile ? *recorded.profile : *profile_;
  append_number({R"(,"from":)", R"(,"from_token":)"}, profile.normalise(recorded.from), out);
  append_number({R"(,"to":)", R"(,"to_token":)"}, profile.normalise(recorded.to), out);
  if (recorded.has_text) {
    core::append(out, R"(,"text":)");
    append_json_string(out, recorded.text);
  }
  if (recorded.incomplete) core::append(out, R"(,"incomplete":true)");
  if (recorded.bypass == core::Bypass::emergency) core::append(out, R"(,"bypass":"emergency")");
  if (recorded.refused) core::append(out, R"(,"refused":true)");
  core::append(out, "}\n");
}

}  // namespace picket::record
