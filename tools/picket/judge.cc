// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/judge.h"

#include <array>
#include <span>
#include <stdexcept>
#include <utility>

#include "filter/decide/decide.h"
#include "filter/engine/engine.h"

namespace picket::tool {
namespace {

// Rules that act, of which some are put in or taken out, and the verdict then.
class Acting {
 public:
  explicit Acting(const ruleset::Ruleset& rules) : rules_(rules) {}

  void put_in(ruleset::RuleIndex index) noexcept {
    const ruleset::Rule& rule = rules_.rule(index);
    ++kinds_[static_cast<std::size_t>(ruleset::precedence(rule))];
    score_ += rule.score;
  }
  void take_out(ruleset::RuleIndex index) noexcept {
    const ruleset::Rule& rule = rules_.rule(index);
    --kinds_[static_cast<std::size_t>(ruleset::precedence(rule))];
    score_ -= rule.score;
  }
  core::Verdict verdict() const noexcept {
    std::size_t first = 0;
    while (first + 1 < kinds_.size() && kinds_[first] == 0) ++first;
    return decide::verdict_of(static_cast<ruleset::Precedence>(first), score_);
  }
  bool caught() const noexcept { return verdict() != core::Verdict::allow; }

 private:
  const ruleset::Ruleset& rules_;
  std::array<std::uint32_t, 5> kinds_{};  // by ruleset::Precedence
  std::uint32_t score_ = 0;
};

// Reasons name the rules that hit by the ids of the ruleset, in the order of their numbers, which
// is that of `hits`.
std::vector<RuleHit> hits_of(const core::Decision& decision,
                             std::span<const ruleset::RuleIndex> hits,
                             const ruleset::Ruleset& rules) {
  std::vector<RuleHit> all;
  std::span<const core::Reason> acting = decision.reasons;
  std::span<const core::Reason> shadow = decision.shadow;
  for (const ruleset::RuleIndex index : hits) {
    RuleHit hit{.rule = index, .pieces = {}};
    hit.acts = !acting.empty() && acting.front().rule == rules.rule(index).id;
    std::span<const core::Reason>& from = hit.acts ? acting : shadow;
    if (decision.verdict != core::Verdict::allow) {
      for (const core::Matched& matched : from.front().matched) {
        hit.pieces.push_back({std::string(matched.text), matched.at});
      }
    }
    from = from.subspan(1);
    all.push_back(std::move(hit));
  }
  return all;
}

void find_deciding(Judged& judged, const ruleset::Ruleset& rules) {
  Acting acting(rules);
  for (const RuleHit& hit : judged.hits) {
    if (hit.acts) acting.put_in(hit.rule);
  }
  if (acting.verdict() != judged.verdict) {
    throw std::logic_error("the rules that hit make another verdict: nothing is counted");
  }
  for (RuleHit& hit : judged.hits) {
    hit.acts ? acting.take_out(hit.rule) : acting.put_in(hit.rule);
    hit.decides = acting.caught() != judged.caught();
    hit.acts ? acting.put_in(hit.rule) : acting.take_out(hit.rule);
  }
}

}  // namespace

Judge::Judge(std::shared_ptr<const ruleset::Ruleset> rules)
    : rules_(std::move(rules)), workspace_(rules_) {}

Judged Judge::judge(const core::Event& event) {
  const core::Decision decision = engine::judge(event, {}, memory_, workspace_);
  Judged judged{.verdict = decision.verdict,
                .risk = decision.risk,
                .score = decision.score,
                .incomplete = decision.incomplete,
                .hits = hits_of(decision, workspace_.hits(), *rules_),
                .unknown = {workspace_.unknown().begin(), workspace_.unknown().end()}};
  find_deciding(judged, *rules_);
  return judged;
}

}  // namespace picket::tool
