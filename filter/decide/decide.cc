// SPDX-License-Identifier: Apache-2.0
#include "filter/decide/decide.h"

#include <algorithm>

namespace picket::decide {
namespace {

using core::Reason;
using core::Verdict;
using ruleset::Precedence;
using ruleset::Rule;

// Of the hits that act, or of those that do not. Rules are numbered in the order in which reasons
// are listed, and hits come by number.
std::span<const Reason> reasons_of(bool acting, std::span<const Hit> hits,
                                   const ruleset::Ruleset& rules, core::Arena& arena) noexcept {
  const std::span<Reason> reasons = arena.make<Reason>(hits.size());
  std::size_t count = 0;
  for (const Hit& hit : hits) {
    if (hit.acts != acting) continue;
    const Rule& rule = rules.rule(hit.rule);
    reasons[count++] = {rule.id, rule.rev, rule.action, rule.basis, hit.matched};
  }
  return arena.shrink(reasons, count);
}

}  // namespace

Verdict verdict_of(Precedence first, std::uint32_t score) noexcept {
  switch (first) {
    case Precedence::order_block:
    case Precedence::block:
      return Verdict::block;
    case Precedence::allow:
      return Verdict::allow;
    case Precedence::warn:
      return Verdict::warn;
    case Precedence::score:
      break;
  }
  if (score >= kBlockScore) return Verdict::block;
  return score >= kWarnScore ? Verdict::warn : Verdict::allow;
}

core::Decision decide(std::span<const Hit> hits, const ruleset::Ruleset& rules,
                      core::Arena& arena) noexcept {
  core::Decision decision;
  decision.ruleset = rules.digest();
  if (hits.empty()) return decision;
  decision.reasons = reasons_of(true, hits, rules, arena);
  decision.shadow = reasons_of(false, hits, rules, arena);

  // Hits come in the order of precedence: the first that acts decides, with all of its kind.
  Precedence first = Precedence::score;
  core::Risk risk = core::Risk::none;
  for (const Hit& hit : hits) {
    if (!hit.acts) continue;
    const Rule& rule = rules.rule(hit.rule);
    first = std::min(first, precedence(rule));
    if (precedence(rule) == first) risk = std::max(risk, rule.risk);
    decision.score += rule.score;
  }
  decision.verdict = verdict_of(first, decision.score);
  if (decision.verdict != Verdict::allow) decision.risk = risk;
  return decision;
}

}  // namespace picket::decide
