// SPDX-License-Identifier: Apache-2.0
#include "filter/engine/evidence.h"

#include <algorithm>
#include <tuple>

#include "filter/engine/evaluate.h"
#include "filter/engine/state.h"

namespace picket::engine {
namespace {

using ruleset::Step;
using text::Stretch;

void collect_text(match::ConditionId id, Workspace::State& state) noexcept {
  const text::Views& views = state.folder.views();
  const std::size_t count =
      state.rules->patterns().occurrences(id, views, state.scratch, state.occurrences);
  for (const match::Occurrence& one : std::span(state.occurrences).first(count)) {
    state.stretches.push_back(views[one.view].original(one.first, one.last));
  }
}

// The stretches of the conditions in a program's range, but not of those under `not`.
void collect(std::uint32_t begin, std::uint32_t end, Workspace::State& state) noexcept {
  const auto program = state.rules->program();
  for (std::uint32_t at = begin; at < end;) {
    const Step& step = program[at];
    if (step.op == Step::Op::negation) {
      at = step.end;
      continue;
    }
    const bool is_leaf = step.op == Step::Op::text || step.op == Step::Op::test;
    if (is_leaf && truth_at(at, state) == core::Truth::yes) {
      if (step.op == Step::Op::text) {
        collect_text(step.operand, state);
      } else if (const auto stretch = state.rules->test(step.operand).evidence(state.facts)) {
        state.stretches.push_back(*stretch);
      }
    }
    ++at;
  }
}

}  // namespace

std::span<const core::Matched> evidence_in(std::uint32_t begin, std::uint32_t end,
                                           Workspace::State& state) noexcept {
  state.stretches.clear();
  collect(begin, end, state);
  std::ranges::sort(state.stretches, {},
                    [](const Stretch& stretch) { return std::tuple(stretch.begin, stretch.end); });
  const std::span<core::Matched> matched = state.arena.make<core::Matched>(state.stretches.size());
  std::ranges::transform(state.stretches, matched.begin(), [&](const Stretch& stretch) {
    return core::Matched{state.cutter.cut(stretch), stretch.begin};
  });
  return matched;
}

std::span<const core::Matched> evidence_of(const ruleset::Rule& rule,
                                           Workspace::State& state) noexcept {
  return evidence_in(rule.match_begin, rule.unless_begin, state);
}

}  // namespace picket::engine
