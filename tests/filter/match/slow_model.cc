// SPDX-License-Identifier: Apache-2.0
#include "tests/filter/match/slow_model.h"

#include <re2/re2.h>

#include <algorithm>
#include <functional>

namespace picket::match {
namespace {

using Kind = TextCondition::Kind;
using Choice = std::vector<Occurrence>;

using Visit = std::function<bool(const Choice&)>;  // whether to go on

std::vector<Occurrence> occurrences_of(const PhraseSet& set, const text::Views& views) {
  std::vector<Occurrence> found;
  for (const Phrase& phrase : set) {
    const text::View& view = views[phrase.view];
    for (std::size_t at = view.bytes.find(phrase.bytes); at != std::string_view::npos;
         at = view.bytes.find(phrase.bytes, at + 1)) {
      const auto begin = static_cast<std::uint32_t>(at);
      const Occurrence occurrence{
          phrase.view, view.character_at(begin),
          view.character_at(begin + static_cast<std::uint32_t>(phrase.bytes.size()))};
      // A phrase may be there twice, or as an alternative of itself.
      if (std::ranges::find(found, occurrence) == found.end() &&
          (!phrase.word_boundary ||
           views.on_word_boundary(phrase.view, occurrence.first, occurrence.last))) {
        found.push_back(occurrence);
      }
    }
  }
  return found;
}

bool extend(const std::vector<std::vector<Occurrence>>& steps, std::uint32_t within, Choice& choice,
            const Visit& visit) {
  if (choice.size() == steps.size()) return visit(choice);
  for (const Occurrence& next : steps[choice.size()]) {
    if (!choice.empty() &&
        (next.first < choice.back().last || next.first - choice.back().last > within)) {
      continue;
    }
    choice.push_back(next);
    const bool go_on = extend(steps, within, choice, visit);
    choice.pop_back();
    if (!go_on) return false;
  }
  return true;
}

// Every fitting choice of a condition that is neither a regex nor `all`: one occurrence for `any`,
// one a step, by position, for `sequence` and `near`.
void for_each_choice(const TextCondition& condition, const text::Views& views, const Visit& visit) {
  std::vector<std::vector<Occurrence>> steps;
  for (const PhraseSet& set : condition.sets) steps.push_back(occurrences_of(set, views));
  Choice choice;
  std::vector<std::size_t> order(steps.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  do {
    std::vector<std::vector<Occurrence>> ordered;
    for (const std::size_t i : order) ordered.push_back(steps[i]);
    if (!extend(ordered, condition.within, choice, visit)) return;
  } while (condition.kind == Kind::near && std::ranges::next_permutation(order).found);
}

}  // namespace

std::vector<std::pair<std::uint32_t, std::uint32_t>> originals(
    const std::vector<Occurrence>& occurrences, const text::Views& views) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> stretches;
  for (const Occurrence& o : occurrences) {
    const text::Stretch at = views[o.view].original(o.first, o.last);
    stretches.push_back({at.begin, at.end});
  }
  return stretches;
}

bool model_holds(const TextCondition& condition, const text::Views& views) {
  switch (condition.kind) {
    case Kind::regex: {
      const std::string_view bytes = views[condition.view].bytes;
      return RE2::PartialMatch(re2::StringPiece(bytes.data(), bytes.size()), condition.regex);
    }
    case Kind::all:
      return std::ranges::all_of(condition.sets, [&](const PhraseSet& set) {
        return !occurrences_of(set, views).empty();
      });
    default:
      bool found = false;
      for_each_choice(condition, views, [&](const Choice&) {
        found = true;
        return false;
      });
      return found;
  }
}

std::vector<Occurrence> model_earliest(const TextCondition& condition, const text::Views& views) {
  Choice earliest;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> least;
  for_each_choice(condition, views, [&](const Choice& choice) {
    auto key = originals(choice, views);
    if (earliest.empty() || key < least) {
      earliest = choice;
      least = std::move(key);
    }
    return true;
  });
  return earliest;
}

}  // namespace picket::match
