// SPDX-License-Identifier: Apache-2.0
#include "filter/match/scratch.h"

namespace picket::match {
namespace {

// What a scratch keeps between texts. The worst 64 KiB of text in two views need 4 MB for hits,
// and, by what a text is worth in work, up to 8 MB for the places of sets of several words (half of
// it for evidence) and 8 MB for chains of steps in any order.
constexpr std::size_t kKeepBytes = std::size_t{8} << 20;

// Work on placing steps a text is worth: that of an ordinary message is a few hundred units of a
// nanosecond or two, so an ordinary text never gets near it and a hostile one is bounded.
constexpr std::uint64_t kWorkBase = 1 << 16;
constexpr std::uint64_t kWorkPerByte = 64;

}  // namespace

std::uint64_t work_for(const text::Views& views) noexcept {
  std::size_t bytes = 0;
  for (const text::View& view : views.view) bytes += view.bytes.size();
  return kWorkBase + kWorkPerByte * bytes;
}

ScanState::ScanState(const Tables& tables_of_set)
    : tables(tables_of_set),
      hits(tables),
      chosen(tables.trigger_entries.size() + 1),
      bits(tables.conditions.size() / 64 + 1) {
  for (const Database& database : tables.regex_databases) {
    if (database) scanner.grow_for(database);
  }
  found.reserve(tables.conditions.size());
}

void ScanState::clear() noexcept {
  for (const ConditionId id : found) bits[id / 64] = 0;
  found.clear();
  hits.clear();
  if (hits.memory() + placement.memory() > kKeepBytes) {
    hits.release();
    placement.release();
  }
  cut = false;
}

std::span<const StepPlaces> ScanState::places_of(std::uint32_t program, Work& allowed) {
  const auto program_steps = tables.steps_of(program);
  const text::View& view = (*views)[tables.programs[program].view];
  for (const ProgramStep& step : program_steps) {
    if (step.is_words()) hits.gather(step.set, allowed);
  }
  ends[1] = {view.characters(), view.characters()};
  steps.clear();
  reaches.clear();
  reaches.reserve(program_steps.size());  // so that they stay where they are
  for (const ProgramStep& step : program_steps) {
    steps.push_back({places_of(step), step.gap});
    if (step.inside == ProgramStep::kAnything) continue;
    reaches.emplace_back(view, tables.classes[step.inside]);
    steps.back().inside = &reaches.back();
  }
  return steps;
}

std::span<const Place> ScanState::places_of(const ProgramStep& step) const noexcept {
  if (step.is_words()) return hits.places(step.set);
  return std::span(ends).subspan(step.set == ProgramStep::kTextBegin ? 0 : 1, 1);
}

void ScanState::add_found(ConditionId id) {
  if (is_found(id)) return;
  bits[id / 64] |= std::uint64_t{1} << (id % 64);
  found.push_back(id);
}

Scratch::Scratch(const PatternSet& set) : state_(std::make_unique<ScanState>(*set.tables_)) {}
Scratch::~Scratch() = default;
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;

}  // namespace picket::match
