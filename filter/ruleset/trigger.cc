// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/trigger.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace picket::ruleset {
namespace {

using predicates::Test;

// Links and contacts are in a good part of all texts: any text condition is rarer, also a regex,
// whose rarity nobody knows (frequency 1).
constexpr double kContactFrequency = 4;
constexpr double kLinkFrequency = 2;
// Asked of every event: anything that is looked for in the text is better.
constexpr double kPartyFrequency = 1e6;

Trigger of_text(match::ConditionId id, std::uint32_t rarity) {
  Trigger trigger;
  trigger.texts.push_back(id);
  trigger.frequency = std::exp2(-static_cast<double>(rarity));
  return trigger;
}

std::optional<Trigger> of_test(const Test& test) {
  Trigger trigger;
  switch (test.needs()) {
    case Test::Needs::nothing:
      return std::nullopt;
    case Test::Needs::a_link:
      trigger.a_link = true;
      trigger.frequency = kLinkFrequency;
      return trigger;
    case Test::Needs::a_contact:
      trigger.a_contact = true;
      trigger.frequency = kContactFrequency;
      return trigger;
    case Test::Needs::a_party:
      trigger.a_party = true;
      trigger.frequency = kPartyFrequency;
      return trigger;
  }
  return std::nullopt;
}

Trigger united(std::vector<Trigger> parts) {
  Trigger all;
  for (Trigger& part : parts) {
    all.texts.insert(all.texts.end(), part.texts.begin(), part.texts.end());
    all.a_link |= part.a_link;
    all.a_contact |= part.a_contact;
    all.a_party |= part.a_party;
    all.frequency += part.frequency;
  }
  std::ranges::sort(all.texts);
  const auto repeated = std::ranges::unique(all.texts);
  all.texts.erase(repeated.begin(), repeated.end());
  return all;
}

// Where at least `count` of n children must hold, of any n - count + 1 of them one must: the others
// are too few. `all` is the case of all of them, `any` that of one.
std::optional<Trigger> of_count(std::span<const Step> program, std::uint32_t at, std::size_t count,
                                const Leaves& leaves) {
  std::size_t children = 0;
  std::vector<Trigger> triggers;
  for (std::uint32_t child = at + 1; child < program[at].end; child = program[child].end) {
    ++children;
    if (auto trigger = trigger_of(program, child, leaves)) triggers.push_back(*std::move(trigger));
  }
  const std::size_t needed = children - std::min(count, children) + 1;
  if (triggers.size() < needed) return std::nullopt;
  std::ranges::stable_sort(triggers, {}, &Trigger::frequency);
  triggers.resize(needed);
  return united(std::move(triggers));
}

}  // namespace

std::optional<Trigger> trigger_of(std::span<const Step> program, std::uint32_t at,
                                  const Leaves& leaves) {
  const Step& step = program[at];
  switch (step.op) {
    case Step::Op::text:
      return of_text(step.operand, leaves.patterns.rarity(step.operand));
    case Step::Op::test:
      return of_test(*leaves.tests[step.operand]);
    case Step::Op::negation:
      return std::nullopt;
    case Step::Op::all:
      return of_count(program, at, std::numeric_limits<std::size_t>::max(), leaves);
    case Step::Op::any:
      return of_count(program, at, 1, leaves);
    case Step::Op::at_least:
      return of_count(program, at, step.operand, leaves);
  }
  return std::nullopt;
}

}  // namespace picket::ruleset
