// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/cost_survey.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <tuple>
#include <utility>

#include "filter/engine/engine.h"
#include "filter/match/literal.h"
#include "filter/match/lowering_fault.h"
#include "filter/text/fold.h"
#include "tools/picket/rules.h"
#include "tools/picket/ticks.h"

namespace picket::tool {
namespace {

using predicates::Test;
using ruleset::RuleIndex;
using ruleset::Step;

// A phrase with less is in one text in a few dozen by chance alone: one Han character, two letters.
constexpr double kFewBits = 9.6;
// A phrase in more texts than this tells them apart badly, and makes its rules' triggers live
// often.
constexpr double kCommonShare = 0.05;
// Where no condition on the text says how rare a rule's trigger is.
constexpr double kLinkChance = 0.3;
constexpr double kContactChance = 0.3;
constexpr double kRegexChance = 0.1;

// What a rule waits for, as the ruleset filed it.
struct Triggers {
  bool text = false;
  bool link = false;
  bool contact = false;
  double chance = 0;

  std::string_view name() const noexcept {
    static constexpr std::string_view kNames[]{"none",
                                               "text",
                                               "link",
                                               "text or link",
                                               "contact",
                                               "text or contact",
                                               "link or contact",
                                               "text, link or contact"};
    return kNames[text + 2 * link + 4 * contact];
  }
};

std::vector<Triggers> triggers_of(const ruleset::Ruleset& rules) {
  std::vector<Triggers> all(rules.rules().size());
  const match::PatternSet& patterns = rules.patterns();
  for (match::ConditionId id = 0; id < patterns.condition_count(); ++id) {
    const double bits = patterns.rarity(id);
    const double chance =
        patterns.finder(id) == match::Finder::literals ? std::exp2(-bits) : kRegexChance;
    for (const RuleIndex rule : rules.triggered_by_text(id)) {
      all[rule].text = true;
      all[rule].chance += chance;
    }
  }
  for (const RuleIndex rule : rules.triggered_by(Test::Needs::a_link)) {
    all[rule].link = true;
    all[rule].chance += kLinkChance;
  }
  for (const RuleIndex rule : rules.triggered_by(Test::Needs::a_contact)) {
    all[rule].contact = true;
    all[rule].chance += kContactChance;
  }
  return all;
}

bool is_leaf(const Step& step) noexcept {
  return step.op == Step::Op::text || step.op == Step::Op::test;
}

// Told of each rule evaluated, and of the moments between.
class RuleWatch final : public engine::Watch {
 public:
  explicit RuleWatch(std::size_t rules) : clock_(measure_ticks()), seen_(rules) {}

  void stage_done(engine::Stage) noexcept override { last_ = ticks(); }
  void rule_done(RuleIndex rule, core::Truth truth) noexcept override {
    const double took = static_cast<double>(ticks() - last_) * clock_.ns_per_tick;
    RuleCost& cost = seen_[rule];
    cost.ns_per_event += std::max(took - clock_.ns_per_reading, 0.0);
    ++cost.evaluated;
    cost.hits += truth == core::Truth::yes;
    cost.unknown += truth == core::Truth::unknown;
    last_ = ticks();
  }
  const RuleCost& seen(RuleIndex rule) const noexcept { return seen_[rule]; }

 private:
  TickRate clock_;
  std::uint64_t last_ = 0;
  std::vector<RuleCost> seen_;
};

// Of several passes the quickest counts, rule by rule: what else the machine does only adds.
constexpr int kPasses = 5;

void measure(std::shared_ptr<const ruleset::Ruleset> rules, std::span<const core::Event> events,
             std::vector<RuleCost>& costs) {
  const std::size_t rule_count = rules->rules().size();
  engine::Workspace workspace(std::move(rules));
  const core::Instant at = now();
  for (int pass = 0; pass < kPasses; ++pass) {
    state::UnknownMemory memory;
    RuleWatch watch(rule_count);
    for (const core::Event& event : events) engine::judge(event, at, memory, workspace, watch);
    for (RuleCost& cost : costs) {
      const RuleCost& seen = watch.seen(cost.rule);
      const double ns = seen.ns_per_event / static_cast<double>(events.size());
      cost.ns_per_event = pass == 0 ? ns : std::min(cost.ns_per_event, ns);
      cost.evaluated = seen.evaluated;
      cost.hits = seen.hits;
      cost.unknown = seen.unknown;
    }
  }
}

std::vector<RuleCost> rule_costs(const ruleset::Ruleset& rules) {
  const std::vector<Triggers> triggers = triggers_of(rules);
  std::vector<RuleCost> costs;
  for (RuleIndex index = 0; index < rules.rules().size(); ++index) {
    const ruleset::Rule& rule = rules.rule(index);
    if (!rule.active() || !rule.compiled()) continue;
    RuleCost cost{.rule = index, .trigger = triggers[index].name()};
    for (std::uint32_t at = rule.match_begin; at < rule.end; ++at) {
      cost.leaves += is_leaf(rules.program()[at]);
    }
    cost.chance = cost.trigger == "none" ? 1 : std::min(triggers[index].chance, 1.0);
    costs.push_back(cost);
  }
  return costs;
}

// Where each text condition was first asked.
struct Asked {
  RuleIndex rule;
  document::Span span;
};

std::map<match::ConditionId, Asked> first_asked(const ruleset::Ruleset& rules) {
  std::map<match::ConditionId, Asked> all;
  for (RuleIndex index = 0; index < rules.rules().size(); ++index) {
    const ruleset::Rule& rule = rules.rule(index);
    for (std::uint32_t at = rule.match_begin; at < rule.end; ++at) {
      const Step& step = rules.program()[at];
      if (step.op == Step::Op::text) all.try_emplace(step.operand, index, rules.place(step).span);
    }
  }
  return all;
}

std::vector<DearRegex> dear_regexes(const ruleset::Ruleset& rules,
                                    const std::map<match::ConditionId, Asked>& asked) {
  std::vector<DearRegex> all;
  for (const auto& [id, where] : asked) {
    const match::TextCondition& condition = rules.texts()[id];
    const match::Finder finder = rules.patterns().finder(id);
    if (condition.kind != match::TextCondition::Kind::regex) continue;
    if (finder == match::Finder::literals) continue;
    const auto why = match::why_not_lowered(condition.regex, condition.view);
    all.push_back({where.rule, where.span, condition.regex, condition.view, finder,
                   why.value_or("another way was chosen")});
  }
  std::ranges::stable_sort(
      all, {}, [](const DearRegex& regex) { return regex.finder != match::Finder::every_text; });
  return all;
}

using PhraseKey = std::tuple<text::ViewKind, std::string, bool>;

// Every phrase once, with a condition that looks for it alone: its share of texts is its number of
// hits.
class PhraseCensus {
 public:
  PhraseCensus(const ruleset::Ruleset& rules, const std::map<match::ConditionId, Asked>& asked) {
    for (const auto& [id, where] : asked) {
      for (const match::PhraseSet& set : rules.texts()[id].sets) {
        for (const match::Phrase& phrase : set) {
          phrases_.try_emplace({phrase.view, phrase.bytes, phrase.word_boundary}, where);
        }
      }
    }
  }

  std::vector<WeakLiteral> weak(std::span<const core::Event> events) const {
    const std::vector<std::uint64_t> counts = count(events);
    std::vector<WeakLiteral> all;
    std::size_t index = 0;
    for (const auto& [key, where] : phrases_) {
      const auto& [view, bytes, boundary] = key;
      WeakLiteral literal;
      literal.rule = where.rule;
      literal.span = where.span;
      literal.text = bytes;
      literal.view = view;
      literal.bits = match::information_of(bytes);
      if (!events.empty()) {
        literal.share = static_cast<double>(counts[index]) / static_cast<double>(events.size());
      }
      ++index;
      literal.too_short = literal.bits < kFewBits;
      literal.too_common = literal.share.value_or(0) > kCommonShare;
      if (literal.too_short || literal.too_common) all.push_back(std::move(literal));
    }
    std::ranges::stable_sort(all, {}, [](const WeakLiteral& literal) {
      return std::pair(-literal.share.value_or(0), literal.bits);
    });
    return all;
  }

 private:
  // Texts with each phrase, in the order of phrases_.
  std::vector<std::uint64_t> count(std::span<const core::Event> events) const {
    std::vector<std::uint64_t> counts(phrases_.size());
    if (events.empty() || phrases_.empty()) return counts;
    match::PatternSetBuilder builder;
    for (const auto& [key, where] : phrases_) {
      const auto& [view, bytes, boundary] = key;
      builder.add({.sets = {{{view, bytes, boundary}}}});
    }
    const auto patterns = std::move(builder).compile();
    if (!patterns) return counts;
    match::Scratch scratch(**patterns);
    text::Folder folder;
    for (const core::Event& event : events) {
      const auto& views = folder.fold(event.text, text::kAllViews);
      for (const match::ConditionId id : (*patterns)->scan(views, scratch)) ++counts[id];
    }
    return counts;
  }

  std::map<PhraseKey, Asked> phrases_;
};

}  // namespace

CostSurvey survey_costs(std::shared_ptr<const ruleset::Ruleset> rules,
                        std::span<const core::Event> events) {
  CostSurvey survey;
  survey.rules = rule_costs(*rules);
  for (const RuleCost& cost : survey.rules) {
    if (cost.trigger == "none") survey.always.push_back(cost.rule);
  }
  if (!events.empty()) measure(rules, events, survey.rules);
  std::ranges::stable_sort(survey.rules, std::ranges::greater{}, [](const RuleCost& cost) {
    return std::pair(cost.ns_per_event, cost.chance * static_cast<double>(cost.leaves));
  });
  const auto asked = first_asked(*rules);
  survey.regexes = dear_regexes(*rules, asked);
  survey.literals = PhraseCensus(*rules, asked).weak(events);
  return survey;
}

}  // namespace picket::tool
