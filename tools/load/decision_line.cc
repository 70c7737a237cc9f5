// SPDX-License-Identifier: Apache-2.0
#include "tools/load/decision_line.h"

#include <algorithm>

namespace picket::load {

namespace {

constexpr std::string_view kId = R"({"id":)";
constexpr std::string_view kVerdict = R"(,"verdict":")";
// A quote inside a JSON string is escaped, so this cannot be found in a matched text.
constexpr std::string_view kRuleset = R"("ruleset":")";
constexpr std::size_t kDigestLength = 64;

bool is_hex(char c) noexcept { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

}  // namespace

std::optional<DecisionLine> split_decision(std::string_view line) noexcept {
  if (!line.starts_with(kId) || !line.ends_with('}')) return std::nullopt;
  const auto verdict_at = line.find(kVerdict);
  const auto ruleset_at = line.rfind(kRuleset);
  if (verdict_at == std::string_view::npos || ruleset_at == std::string_view::npos) {
    return std::nullopt;
  }
  DecisionLine decision;
  decision.id = line.substr(kId.size(), verdict_at - kId.size());
  const auto from_verdict = line.substr(verdict_at + kVerdict.size());
  decision.verdict = from_verdict.substr(0, from_verdict.find('"'));
  decision.ruleset = line.substr(ruleset_at + kRuleset.size()).substr(0, kDigestLength);
  decision.judged = line.substr(verdict_at);
  const bool known =
      decision.verdict == "allow" || decision.verdict == "warn" || decision.verdict == "block";
  if (!known || decision.ruleset.size() != kDigestLength ||
      !std::all_of(decision.ruleset.begin(), decision.ruleset.end(), is_hex)) {
    return std::nullopt;
  }
  return decision;
}

}  // namespace picket::load
