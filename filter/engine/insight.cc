// SPDX-License-Identifier: Apache-2.0
#include "filter/engine/insight.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

#include "filter/engine/evaluate.h"
#include "filter/engine/evidence.h"
#include "filter/engine/state.h"

namespace picket::engine {
namespace {

using ruleset::Step;

class Walk {
 public:
  explicit Walk(Workspace::State& state) : state_(state), program_(state.rules->program()) {}

  void condition(std::uint32_t at, unsigned depth, std::vector<ConditionInsight>& out) {
    const Step& step = program_[at];
    ConditionInsight& insight = out.emplace_back();
    insight.place = state_.rules->place(step);
    insight.depth = depth;
    insight.is_leaf = step.end == at + 1;
    insight.truth = truth_at(at, state_);
    if (insight.is_leaf) insight.matched = evidence_in(at, step.end, state_);
    for (const std::uint32_t child : as_written(at)) condition(child, depth + 1, out);
  }

 private:
  // A program has the cheap children first; their author had another order.
  std::vector<std::uint32_t> as_written(std::uint32_t parent) const {
    std::vector<std::uint32_t> children;
    for (std::uint32_t at = parent + 1; at < program_[parent].end; at = program_[at].end) {
      children.push_back(at);
    }
    std::ranges::stable_sort(children, {}, [&](std::uint32_t at) {
      const document::Position begin = state_.rules->place(program_[at]).span.begin;
      return std::tuple(begin.line, begin.column);
    });
    return children;
  }

  Workspace::State& state_;
  std::span<const Step> program_;
};

// How many conditions at least would have to come out otherwise for the one at `at` to come out as
// wanted.
class Distance {
 public:
  explicit Distance(Workspace::State& state) : state_(state), program_(state.rules->program()) {}

  std::size_t to(bool wanted, std::uint32_t at) {
    const Step& step = program_[at];
    if (step.op == Step::Op::negation) return to(!wanted, at + 1);
    if (step.end == at + 1) return truth_at(at, state_) == core::truth_of(wanted) ? 0 : 1;
    std::vector<std::size_t> children;
    for (std::uint32_t child = at + 1; child < step.end; child = program_[child].end) {
      children.push_back(to(wanted, child));
    }
    std::ranges::sort(children);
    children.resize(decisive(step, wanted, children.size()));
    return std::accumulate(children.begin(), children.end(), std::size_t{0});
  }

 private:
  // How many of `count` children must come out as wanted.
  static std::size_t decisive(const Step& step, bool wanted, std::size_t count) {
    const std::size_t needed = step.op == Step::Op::all   ? count
                               : step.op == Step::Op::any ? 1
                                                          : step.operand;
    return wanted ? needed : count - needed + 1;
  }

  Workspace::State& state_;
  std::span<const Step> program_;
};

Standing standing_of(const ruleset::Rule& rule, Workspace::State& state) {
  if (!rule.active()) return Standing::unused;
  const auto at = state.facts.time();
  if (at && rule.expired_at(*at)) return Standing::expired;
  if (rule.status == ruleset::Status::shadow) return Standing::shadow;
  return rule.acts_on(state.facts.recipient().normal(), state.event->route) ? Standing::acts
                                                                            : Standing::outside;
}

}  // namespace

const text::Views& views_of(Workspace& workspace) { return workspace.state().folder.views(); }

std::span<const text::Link> links_of(Workspace& workspace) {
  return workspace.state().facts.links();
}

std::span<const text::Contact> contacts_of(Workspace& workspace) {
  return workspace.state().facts.contacts();
}

const core::Number& sender_of(Workspace& workspace) { return workspace.state().facts.sender(); }

const core::Number& recipient_of(Workspace& workspace) {
  return workspace.state().facts.recipient();
}

std::string_view name_of(Standing standing) noexcept {
  static constexpr std::array<std::string_view, 5> kNames{"unused", "expired", "shadow", "outside",
                                                          "acts"};
  return kNames[static_cast<std::size_t>(standing)];
}

RuleInsight insight_into(ruleset::RuleIndex index, Workspace& workspace) {
  Workspace::State& state = workspace.state();
  const ruleset::Rule& rule = state.rules->rule(index);
  RuleInsight insight;
  insight.rule = index;
  insight.standing = standing_of(rule, state);
  insight.truth = truth_of(rule, state);
  Walk walk(state);
  walk.condition(rule.match_begin, 0, insight.match);
  if (rule.has_unless()) walk.condition(rule.unless_begin, 0, insight.unless);
  const std::size_t missing = Distance(state).to(true, rule.match_begin);
  insight.near = missing == 0 || insight.truth != core::Truth::no ||
                 (missing == 1 && !evidence_of(rule, state).empty());
  return insight;
}

}  // namespace picket::engine
