// SPDX-License-Identifier: Apache-2.0
#include "tests/filter/match/slow_model.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>

namespace picket::match {
namespace {

using Kind = TextCondition::Kind;
using Choice = std::vector<Occurrence>;

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
      if (!phrase.word_boundary ||
          views.on_word_boundary(phrase.view, occurrence.first, occurrence.last)) {
        found.push_back(occurrence);
      }
    }
  }
  return found;
}

void extend(const std::vector<std::vector<Occurrence>>& steps, std::uint32_t within, Choice& choice,
            std::vector<Choice>& choices) {
  if (choice.size() == steps.size()) {
    choices.push_back(choice);
    return;
  }
  for (const Occurrence& next : steps[choice.size()]) {
    if (!choice.empty() &&
        (next.first < choice.back().last || next.first - choice.back().last > within)) {
      continue;
    }
    choice.push_back(next);
    extend(steps, within, choice, choices);
    choice.pop_back();
  }
}

std::pair<std::uint32_t, std::uint32_t> original(const Occurrence& occurrence,
                                                 const text::Views& views) {
  const auto at = views[occurrence.view].original(occurrence.first, occurrence.last);
  return {at.begin, at.end};
}

}  // namespace

std::vector<Choice> fitting_choices(const TextCondition& condition, const text::Views& views) {
  std::vector<std::vector<Occurrence>> steps;
  for (const PhraseSet& set : condition.sets) steps.push_back(occurrences_of(set, views));
  std::vector<Choice> choices;
  Choice choice;
  if (condition.kind != Kind::near) {
    extend(steps, condition.within, choice, choices);
    return choices;
  }
  std::vector<std::size_t> order(steps.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  do {
    std::vector<std::vector<Occurrence>> ordered;
    for (const std::size_t i : order) ordered.push_back(steps[i]);
    extend(ordered, condition.within, choice, choices);
  } while (std::ranges::next_permutation(order).found);
  return choices;
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
      return !fitting_choices(condition, views).empty();
  }
}

std::vector<Occurrence> model_earliest(const TextCondition& condition, const text::Views& views) {
  const std::vector<Choice> choices = fitting_choices(condition, views);
  if (choices.empty()) return {};
  return *std::ranges::min_element(choices, {}, [&](const Choice& choice) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> key;
    for (const Occurrence& occurrence : choice) key.push_back(original(occurrence, views));
    return key;
  });
}

}  // namespace picket::match
