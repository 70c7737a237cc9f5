// SPDX-License-Identifier: Apache-2.0
#include "filter/engine/engine.h"

#include "filter/core/emergency.h"
#include "filter/decide/decide.h"
#include "filter/engine/choose.h"
#include "filter/engine/evaluate.h"
#include "filter/engine/evidence.h"
#include "filter/engine/state.h"

namespace picket::engine {
namespace {

// Nobody looks: what traffic is judged with.
struct Unwatched {
  void stage_done(Stage) const noexcept {}
  void rule_done(ruleset::RuleIndex, core::Truth) const noexcept {}
};

void begin(const core::Event& event, Workspace::State& state) noexcept {
  state.arena.reset();
  state.texts.begin();
  state.tests.begin();
  state.chosen_once.begin();
  state.chosen.clear();
  state.hits.clear();
  state.unknown.clear();
  state.cutter.begin(event.text);
  state.event = &event;
  state.bypass = core::Bypass::none;
  state.as_if_enforced = false;
  state.incomplete = false;
  state.requests = {};
  const text::Views& views = state.folder.fold(event.text, state.views);
  state.facts.begin(event, views);
}

// Marks the text conditions that may hold; returns them.
std::span<const match::ConditionId> scan(Workspace::State& state) noexcept {
  if (state.event->text.empty()) return {};
  const auto found = state.rules->patterns().scan(state.folder.views(), state.scratch);
  for (const match::ConditionId id : found) state.texts.set_possible(id);
  state.incomplete = match::PatternSet::incomplete(state.scratch);
  return found;
}

// Links and contacts are looked for only where a rule waits for one.
void find_links(Workspace::State& state) noexcept {
  using predicates::Test;
  if (!state.rules->triggered_by(Test::Needs::a_link).empty()) state.facts.links();
  if (!state.rules->triggered_by(Test::Needs::a_contact).empty()) state.facts.contacts();
}

// True of a call that is not to be judged at all.
bool bypassed(const core::Event& event, Workspace::State& state) noexcept {
  if (event.channel == core::Channel::sms) return false;
  if (!core::is_emergency_call(event, state.facts.recipient())) return false;
  state.bypass = core::Bypass::emergency;
  return true;
}

// Rules that hit and rules that ended unknown, in the order of their numbers.
template <class Watcher>
void evaluate(Workspace::State& state, Watcher& watcher) noexcept {
  const auto at = state.facts.time();
  for (const ruleset::RuleIndex index : state.chosen) {
    const ruleset::Rule& rule = state.rules->rule(index);
    if (!state.as_if_enforced && at && rule.expired_at(*at)) continue;
    const core::Truth truth = truth_of(rule, state);
    watcher.rule_done(index, truth);
    if (truth == core::Truth::yes) state.hits.push_back(index);
    if (truth == core::Truth::unknown) state.unknown.push_back(index);
  }
}

// The recipient is only normalised for a rule that asks for it.
bool acts(const ruleset::Rule& rule, Workspace::State& state) noexcept {
  if (state.as_if_enforced) return true;
  const bool by_recipient = rule.rollout && rule.rollout->percent;
  return rule.acts_on(by_recipient ? state.facts.recipient().normal() : std::string_view(),
                      state.event->route);
}

core::Decision decide_on(Workspace::State& state) noexcept {
  const std::span<decide::Hit> hits = state.arena.make<decide::Hit>(state.hits.size());
  for (std::size_t i = 0; i < hits.size(); ++i) {
    const ruleset::RuleIndex index = state.hits[i];
    const ruleset::Rule& rule = state.rules->rule(index);
    hits[i] = {index, acts(rule, state), evidence_of(rule, state)};
  }
  core::Decision decision = decide::decide(hits, *state.rules, state.arena);
  decision.incomplete = state.incomplete;
  decision.bypass = state.bypass;
  return decision;
}

template <class Watcher>
void inspect(const core::Event& event, Workspace::State& state, Watcher& watcher) noexcept {
  begin(event, state);
  watcher.stage_done(Stage::fold);
  if (bypassed(event, state)) return;
  const auto found = scan(state);
  watcher.stage_done(Stage::match);
  find_links(state);
  watcher.stage_done(Stage::links);
  choose(found, state);
  watcher.stage_done(Stage::choose);
}

template <class Watcher>
core::Decision settle(Workspace::State& state, Watcher& watcher) noexcept {
  evaluate(state, watcher);
  watcher.stage_done(Stage::evaluate);
  const core::Decision decision = decide_on(state);
  watcher.stage_done(Stage::decide);
  return decision;
}

}  // namespace

void inspect(const core::Event& event, Workspace& workspace) noexcept {
  Unwatched nobody;
  inspect(event, workspace.state(), nobody);
}

void inspect_rules(const core::Event& event, std::span<const ruleset::RuleIndex> chosen,
                   Workspace& workspace) noexcept {
  Workspace::State& state = workspace.state();
  begin(event, state);
  state.as_if_enforced = true;
  scan(state);
  for (const ruleset::RuleIndex index : chosen) {
    const ruleset::Rule& rule = state.rules->rule(index);
    if ((rule.channels & ruleset::channel_bit(event.channel)) != 0) state.chosen.push_back(index);
  }
}

void set_clock(Workspace& workspace, std::optional<core::Instant> now) noexcept {
  Workspace::State& state = workspace.state();
  state.facts.set_clock(now);
  if (const auto at = state.facts.time()) state.requests.at = *at;
}

const state::Requests& requests(const Workspace& workspace) noexcept {
  return workspace.state().requests;
}

const state::Answers& answers(const Workspace& workspace) noexcept {
  return workspace.state().answers;
}

core::Decision settle(Workspace& workspace) noexcept {
  Unwatched nobody;
  return settle(workspace.state(), nobody);
}

core::Decision judge(const core::Event& event, std::optional<core::Instant> now,
                     state::Memory& memory, Workspace& workspace) noexcept {
  inspect(event, workspace);
  set_clock(workspace, now);
  memory.exchange(requests(workspace), answers(workspace));
  return settle(workspace);
}

core::Decision judge(const core::Event& event, std::optional<core::Instant> now,
                     state::Memory& memory, Workspace& workspace, Watch& watch) noexcept {
  inspect(event, workspace.state(), watch);
  set_clock(workspace, now);
  memory.exchange(requests(workspace), answers(workspace));
  watch.stage_done(Stage::exchange);
  return settle(workspace.state(), watch);
}

}  // namespace picket::engine
