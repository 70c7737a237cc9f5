// SPDX-License-Identifier: Apache-2.0
#include "filter/engine/choose.h"

#include <algorithm>

#include "filter/engine/state.h"

namespace picket::engine {
namespace {

using predicates::Test;
using ruleset::RuleIndex;

void add(std::span<const RuleIndex> rules, Workspace::State& state) noexcept {
  const ruleset::ChannelMask channel = ruleset::channel_bit(state.event->channel);
  for (const RuleIndex index : rules) {
    if ((state.rules->rule(index).channels & channel) == 0) continue;
    if (state.chosen_once.find(index)) continue;
    state.chosen_once.set(index, core::Truth::yes);
    state.chosen.push_back(index);
  }
}

}  // namespace

void choose(std::span<const match::ConditionId> found, Workspace::State& state) noexcept {
  const ruleset::Ruleset& rules = *state.rules;
  for (const match::ConditionId id : found) add(rules.triggered_by_text(id), state);
  const auto by_link = rules.triggered_by(Test::Needs::a_link);
  if (!by_link.empty() && !state.facts.links().empty()) add(by_link, state);
  const auto by_contact = rules.triggered_by(Test::Needs::a_contact);
  if (!by_contact.empty() && !state.facts.contacts().empty()) add(by_contact, state);
  add(rules.always(state.event->channel), state);
  std::ranges::sort(state.chosen);
}

}  // namespace picket::engine
