// SPDX-License-Identifier: Apache-2.0
#include "filter/record/decision_line.h"

#include <array>
#include <iterator>

#include "filter/core/names.h"
#include "filter/core/time.h"
#include "filter/record/mask.h"

namespace picket::record {
namespace {

using core::append;
using core::append_json_string;

void append_rules(std::string_view key, std::span<const std::byte>& rules, std::size_t count,
                  core::JsonBuffer& out) {
  fmt::format_to(std::back_inserter(out), R"(,"{}":[)", key);
  for (std::size_t i = 0; i < count; ++i) {
    const RecordedRule rule = next_rule(rules);
    append(out, i == 0 ? R"({"rule":)" : R"(,{"rule":)");
    append_json_string(out, rule.id);
    fmt::format_to(std::back_inserter(out), R"(,"rev":{},"action":"{}"}})", rule.rev,
                   core::name_of(rule.action));
  }
  append(out, "]");
}

}  // namespace

LineRenderer::LineRenderer(const core::NumberingProfile& profile,
                           std::optional<core::NumberTokens> tokens)
    : profile_(&profile), tokens_(std::move(tokens)) {}

void LineRenderer::append_number(std::string_view key, const core::Number& number,
                                 core::JsonBuffer& out) {
  std::array<char, core::Number::kCapacity> masked;
  fmt::format_to(std::back_inserter(out), R"(,"{}":)", key);
  append_json_string(out, mask(number, masked));
  if (!tokens_ || number.normal().empty()) return;
  const auto token = tokens_->token(number.normal());
  fmt::format_to(std::back_inserter(out), R"(,"{}_token":"{}")", key,
                 std::string_view(token.data(), token.size()));
}

void LineRenderer::append(const Recorded& recorded, core::JsonBuffer& out) {
  const auto end = std::back_inserter(out);
  fmt::format_to(end, R"({{"time":"{}","route":)", core::format_rfc3339(recorded.at));
  append_json_string(out, recorded.route);
  fmt::format_to(end, R"(,"channel":"{}","id":)", core::name_of(recorded.channel));
  if (recorded.has_id) {
    append_json_string(out, recorded.id);
  } else {
    core::append(out, "null");
  }
  if (!recorded.tag_key.empty())
    fmt::format_to(end, R"(,"{}":{})", recorded.tag_key, recorded.tag_value);
  fmt::format_to(end, R"(,"verdict":"{}","risk":"{}","score":{})", core::name_of(recorded.verdict),
                 core::name_of(recorded.risk), recorded.score);

  auto rules = recorded.rule_bytes;
  append_rules("rules", rules, recorded.enforced, out);
  append_rules("shadow", rules, recorded.rules - recorded.enforced, out);
  fmt::format_to(end, R"(,"ruleset":"{}","overlay":{})", recorded.ruleset, recorded.overlay);

  const core::NumberingProfile& profile = recorded.profile ? *recorded.profile : *profile_;
  append_number("from", profile.normalise(recorded.from), out);
  append_number("to", profile.normalise(recorded.to), out);
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
