// SPDX-License-Identifier: Apache-2.0
// Where a condition was met: asked only of conditions of rules that hit. All answers about one text
// share one allowance of work, so that a text that hits every rule is no more work than another.
#include <optional>
#include <utility>

#include "filter/match/scratch.h"

namespace picket::match {
namespace {

// Where an occurrence lies in the original text: what `earliest` means across views.
std::pair<std::uint32_t, std::uint32_t> original(const text::Views& views,
                                                 const Occurrence& occurrence) noexcept {
  const text::Stretch at = views[occurrence.view].original(occurrence.first, occurrence.last);
  return {at.begin, at.end};
}

class Evidence {
 public:
  Evidence(const Tables& tables, const text::Views& views, ScanState& scratch,
           std::span<Occurrence> out) noexcept
      : tables_(tables), views_(views), scratch_(scratch), out_(out) {}

  std::size_t of_program(std::uint32_t program) {
    const auto steps = tables_.steps_of(program);
    Work& work = scratch_.evidence_work;
    if (work.exceeded()) return 0;
    switch (tables_.programs[program].kind) {
      case Program::Kind::every:
        for (const ProgramStep& step : steps) add_earliest(step.set);
        break;
      case Program::Kind::sequence:
        add(scratch_.placement.earliest_sequence(scratch_.places_of(program, work), work),
            tables_.programs[program].view);
        break;
      case Program::Kind::near:
        add(scratch_.placement.earliest_near(scratch_.places_of(program, work), steps[0].gap.max,
                                             work),
            tables_.programs[program].view);
        break;
    }
    return count_;
  }

  std::size_t of_regex(const RegexRecord& regex) {
    const text::View& view = views_[regex.view];
    if (!scratch_.evidence_work.spend(view.bytes.size())) return 0;
    const auto match = regex.regex.find_in(view.bytes);
    if (!match || match->empty()) return 0;
    const auto begin = static_cast<std::uint32_t>(match->data() - view.bytes.data());
    const auto end = begin + static_cast<std::uint32_t>(match->size());
    const Place place{view.character_at(begin), view.character_at(end)};
    add({&place, 1}, regex.view);
    return count_;
  }

 private:
  void add(std::span<const Place> places, text::ViewKind view) noexcept {
    for (const Place place : places) {
      if (count_ < out_.size()) out_[count_++] = {view, place.first, place.last};
    }
  }

  // The literals of a set may be of several views.
  void add_earliest(SetId set) noexcept {
    if (!scratch_.evidence_work.spend(tables_.literals_of(set).size())) return;
    std::optional<Occurrence> earliest;
    for (const LiteralId literal : tables_.literals_of(set)) {
      const auto places = scratch_.hits.places_of(literal);
      if (places.empty()) continue;
      const Occurrence occurrence{tables_.literals[literal].view, places[0].first, places[0].last};
      if (!earliest || original(views_, occurrence) < original(views_, *earliest)) {
        earliest = occurrence;
      }
    }
    if (earliest && count_ < out_.size()) out_[count_++] = *earliest;
  }

  const Tables& tables_;
  const text::Views& views_;
  ScanState& scratch_;
  std::span<Occurrence> out_;
  std::size_t count_ = 0;
};

}  // namespace

std::size_t PatternSet::occurrences(ConditionId id, const text::Views& views, Scratch& scratch,
                                    std::span<Occurrence> out) const noexcept {
  if (!scratch.state_->is_found(id)) return 0;
  const Tables& tables = *tables_;
  const ConditionRecord& condition = tables.conditions[id];
  Evidence evidence(tables, views, *scratch.state_, out);
  return condition.regex != ConditionRecord::kNone
             ? evidence.of_regex(tables.regexes[condition.regex])
             : evidence.of_program(condition.program);
}

}  // namespace picket::match
