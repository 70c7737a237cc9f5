// SPDX-License-Identifier: Apache-2.0
#include "filter/engine/evaluate.h"

#include "filter/engine/state.h"

namespace picket::engine {
namespace {

using core::Truth;
using ruleset::Step;

Truth truth_of_text(match::ConditionId id, Workspace::State& state) noexcept {
  if (const auto known = state.texts.find(id)) return *known;
  if (!state.texts.is_possible(id)) return Truth::no;
  const bool holds = state.rules->patterns().holds(id, state.folder.views(), state.scratch);
  state.texts.set(id, core::truth_of(holds));
  return core::truth_of(holds);
}

Truth truth_of_test(std::uint32_t index, Workspace::State& state) noexcept {
  if (const auto known = state.tests.find(index)) return *known;
  const Truth truth = state.rules->test(index).evaluate(state.facts);
  state.tests.set(index, truth);
  return truth;
}

Truth truth_of_all(std::uint32_t at, Workspace::State& state) noexcept {
  const auto program = state.rules->program();
  Truth truth = Truth::yes;
  for (std::uint32_t child = at + 1; child < program[at].end; child = program[child].end) {
    truth = core::both(truth, truth_at(child, state));
    if (truth == Truth::no) break;
  }
  return truth;
}

Truth truth_of_any(std::uint32_t at, Workspace::State& state) noexcept {
  const auto program = state.rules->program();
  Truth truth = Truth::no;
  for (std::uint32_t child = at + 1; child < program[at].end; child = program[child].end) {
    truth = core::either(truth, truth_at(child, state));
    if (truth == Truth::yes) break;
  }
  return truth;
}

// Yes with enough that hold; unknown where those that are unknown could make it enough.
Truth truth_of_at_least(std::uint32_t at, Workspace::State& state) noexcept {
  const auto program = state.rules->program();
  const std::uint32_t needed = program[at].operand;
  std::uint32_t held = 0;
  std::uint32_t unknown = 0;
  for (std::uint32_t child = at + 1; child < program[at].end; child = program[child].end) {
    const Truth truth = truth_at(child, state);
    if (truth == Truth::yes && ++held == needed) return Truth::yes;
    if (truth == Truth::unknown) ++unknown;
  }
  return held + unknown >= needed ? Truth::unknown : Truth::no;
}

}  // namespace

core::Truth truth_at(std::uint32_t step, Workspace::State& state) noexcept {
  const Step& here = state.rules->program()[step];
  switch (here.op) {
    case Step::Op::text:
      return truth_of_text(here.operand, state);
    case Step::Op::test:
      return truth_of_test(here.operand, state);
    case Step::Op::all:
      return truth_of_all(step, state);
    case Step::Op::any:
      return truth_of_any(step, state);
    case Step::Op::negation:
      return core::negate(truth_at(step + 1, state));
    case Step::Op::at_least:
      return truth_of_at_least(step, state);
  }
  return Truth::unknown;
}

core::Truth truth_of(const ruleset::Rule& rule, Workspace::State& state) noexcept {
  const Truth match = truth_at(rule.match_begin, state);
  if (match == Truth::no || !rule.has_unless()) return match;
  return core::both(match, core::negate(truth_at(rule.unless_begin, state)));
}

}  // namespace picket::engine
