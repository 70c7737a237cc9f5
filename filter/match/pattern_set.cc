// SPDX-License-Identifier: Apache-2.0
// One scan: literal hits of each view, sets that are live, programs whose trigger and partner are,
// steps placed; then the databases of regexes.
#include "filter/match/pattern_set.h"

#include <algorithm>

#include "filter/match/scratch.h"

namespace picket::match {
namespace {

bool every_step_is_live(std::span<const ProgramStep> steps, const HitTable& hits) noexcept {
  return std::ranges::all_of(
      steps, [&](const ProgramStep& s) { return !s.is_words() || hits.is_live(s.set); });
}

// Of a program whose trigger and partner are live.
bool is_met(const Tables& tables, std::uint32_t program, ScanState& scratch) {
  const auto steps = tables.steps_of(program);
  if (steps.size() > 2 && !every_step_is_live(steps, scratch.hits)) return false;
  const Program::Kind kind = tables.programs[program].kind;
  if (kind != Program::Kind::every && scratch.work.exceeded()) return false;
  switch (kind) {
    case Program::Kind::every:
      return true;
    case Program::Kind::sequence:
      return scratch.placement.sequence(scratch.places_of(program, scratch.work), scratch.work);
    case Program::Kind::near:
      return scratch.placement.near(scratch.places_of(program, scratch.work), steps[0].gap.max,
                                    scratch.work);
  }
  return false;
}

bool is_pair_met(const Program& program, ScanState& scratch) {
  if (scratch.work.exceeded()) return false;
  scratch.hits.gather(program.sets[0], scratch.work);
  scratch.hits.gather(program.sets[1], scratch.work);
  const auto first = scratch.hits.places(program.sets[0]);
  const auto second = scratch.hits.places(program.sets[1]);
  if (Placement::pair(first, program.gap, second, scratch.work)) return true;
  return program.kind == Program::Kind::near &&
         Placement::pair(second, {0, program.gap.max}, first, scratch.work);
}

// Programs whose trigger and partner are live. Whether a partner is is a matter of chance, so it is
// added and not branched on.
std::span<const std::uint32_t> choose_programs(const Tables& tables, ScanState& scratch) {
  std::uint32_t* end = scratch.chosen.data();
  for (const SetId set : scratch.hits.live_sets()) {
    for (const TriggerEntry entry : tables.triggered_by(set)) {
      *end = entry.program;
      end += scratch.hits.is_live(entry.partner);
    }
  }
  return {scratch.chosen.data(), end};
}

// Where the work runs out the programs that place steps are passed over; what it takes no placing
// to find is found still.
void run_programs(const Tables& tables, ScanState& scratch) {
  for (const std::uint32_t chosen : choose_programs(tables, scratch)) {
    const Program& program = tables.programs[chosen];
    const bool met =
        program.is_pair ? is_pair_met(program, scratch) : is_met(tables, chosen, scratch);
    if (met) scratch.add_found(program.condition);
  }
}

int on_regex(unsigned id, unsigned long long, unsigned long long, unsigned, void* context) {
  static_cast<ScanState*>(context)->add_found(id);
  return 0;
}

}  // namespace

PatternSet::PatternSet(std::unique_ptr<const Tables> tables) : tables_(std::move(tables)) {}
PatternSet::~PatternSet() = default;

std::size_t PatternSet::condition_count() const noexcept { return tables_->conditions.size(); }

std::uint8_t PatternSet::views_needed() const noexcept { return tables_->views_needed; }

std::uint32_t PatternSet::rarity(ConditionId id) const noexcept {
  return tables_->conditions[id].rarity;
}

Finder PatternSet::finder(ConditionId id) const noexcept { return tables_->conditions[id].finder; }

std::span<const ConditionId> PatternSet::scan(const text::Views& views,
                                              Scratch& scratch) const noexcept {
  const Tables& tables = *tables_;
  ScanState& state = *scratch.state_;
  state.clear();
  state.views = &views;
  state.work.allow(work_for(views));
  state.evidence_work.allow(work_for(views));
  for (std::size_t i = 0; i < text::kViewKinds; ++i) {
    if (tables.scanners[i].empty() || views.view[i].bytes.empty()) continue;
    state.cut |= !state.hits.scan(static_cast<text::ViewKind>(i), views);
  }
  state.hits.sort(views);
  run_programs(tables, state);
  for (std::size_t i = 0; i < text::kViewKinds; ++i) {
    if (!tables.regex_databases[i] || views.view[i].bytes.empty()) continue;
    state.scanner.scan(tables.regex_databases[i], views.view[i].bytes, on_regex, &state);
  }
  for (const ConditionId id : tables.every_text) state.add_found(id);
  return state.found;
}

bool PatternSet::holds(ConditionId id, const text::Views& views, Scratch& scratch) const noexcept {
  if (!scratch.state_->is_found(id)) return false;
  const ConditionRecord& condition = tables_->conditions[id];
  if (condition.finder == Finder::literals) return true;
  const RegexRecord& regex = tables_->regexes[condition.regex];
  return regex.regex.is_in(views[regex.view].bytes);
}

bool PatternSet::incomplete(const Scratch& scratch) noexcept {
  return scratch.state_->cut || scratch.state_->work.exceeded();
}

}  // namespace picket::match
