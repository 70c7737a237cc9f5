// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/verdict_diff.h"

#include <algorithm>
#include <span>
#include <utility>

#include "tools/picket/message_template.h"
#include "tools/picket/parallel.h"
#include "tools/picket/progress.h"
#include "tools/picket/sample.h"
#include "tools/picket/stable_hash.h"

namespace picket::tool {
namespace {

constexpr std::size_t kBatch = 4096;
constexpr std::uint64_t kSeed = 1;

std::pair<std::string, core::Action> named(const ruleset::Rule& rule) {
  return {rule.id, rule.action};
}

std::size_t number_of(core::Verdict verdict) noexcept { return static_cast<std::size_t>(verdict); }

class Differ {
 public:
  Differ(const Rulesets& rules, const EventsFile& file, unsigned threads, std::size_t examples)
      : rules_(rules), file_(file) {
    for (unsigned lane = 0; lane < threads; ++lane) {
      judges_.push_back({Judge(rules[0]), Judge(rules[1])});
    }
    for (std::size_t i = 0; i < VerdictDiff::kVerdicts; ++i) samples_.emplace_back(examples, kSeed);
  }

  VerdictDiff run() {
    const std::size_t all = file_.events().size();
    for (std::size_t begin = 0; begin < all; begin += kBatch) {
      batch(begin, std::min(kBatch, all - begin));
      progress_.report(begin);
    }
    for (std::size_t i = 0; i < samples_.size(); ++i) diff_.to[i].examples = samples_[i].take();
    return std::move(diff_);
  }

 private:
  void batch(std::size_t begin, std::size_t count) {
    judged_.resize(count);
    share_out(static_cast<unsigned>(judges_.size()), count, [&](unsigned lane, std::size_t i) {
      const core::Event& event = file_.events()[begin + i];
      for (std::size_t side = 0; side < 2; ++side) {
        judged_[i][side] = judges_[lane][side].judge(event);
      }
    });
    for (std::size_t i = 0; i < count; ++i) {
      account(begin + i, std::move(judged_[i][0]), std::move(judged_[i][1]));
    }
  }

  void account(std::size_t event, Judged before, Judged after) {
    ++diff_.counts[number_of(before.verdict)][number_of(after.verdict)];
    if (before.verdict == after.verdict) return;
    TurnedTo& to = diff_.to[number_of(after.verdict)];
    ++to.count;
    for (const RuleHit& hit : acting_only_in(after, *rules_[1], before, *rules_[0])) {
      ++to.gained[named(rules_[1]->rule(hit.rule))];
    }
    for (const RuleHit& hit : acting_only_in(before, *rules_[0], after, *rules_[1])) {
      ++to.lost[named(rules_[0]->rule(hit.rule))];
    }
    const std::uint64_t hash = stable_hash(templates_.of(file_.events()[event].text));
    samples_[number_of(after.verdict)].offer({event, std::move(before), std::move(after)}, hash);
  }

  const Rulesets& rules_;
  const EventsFile& file_;
  std::vector<std::array<Judge, 2>> judges_;  // one of each ruleset a lane
  std::vector<std::array<Judged, 2>> judged_;
  std::vector<Sample<Turned>> samples_;  // by new verdict
  MessageTemplates templates_;
  Progress progress_;
  VerdictDiff diff_;
};

}  // namespace

std::uint64_t VerdictDiff::turned() const noexcept {
  std::uint64_t all = 0;
  for (const TurnedTo& turned : to) all += turned.count;
  return all;
}

std::vector<RuleHit> acting_only_in(const Judged& one, const ruleset::Ruleset& its_rules,
                                    const Judged& other, const ruleset::Ruleset& other_rules) {
  std::vector<RuleHit> only;
  for (const RuleHit& hit : one.hits) {
    if (!hit.acts) continue;
    const ruleset::Rule& rule = its_rules.rule(hit.rule);
    const bool in_both = std::ranges::any_of(other.hits, [&](const RuleHit& there) {
      const ruleset::Rule& its_twin = other_rules.rule(there.rule);
      return there.acts && its_twin.id == rule.id && its_twin.action == rule.action;
    });
    if (!in_both) only.push_back(hit);
  }
  return only;
}

VerdictDiff diff_verdicts(const Rulesets& rules, const EventsFile& file, unsigned threads,
                          std::size_t examples) {
  return Differ(rules, file, threads, examples).run();
}

}  // namespace picket::tool
