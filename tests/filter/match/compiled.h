// SPDX-License-Identifier: Apache-2.0
// Short ways to conditions and to a pattern set with its scratch, for tests.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "filter/match/pattern_set.h"

namespace picket::match {

inline PhraseSet any_of(std::initializer_list<std::string> phrases,
                        text::ViewKind view = text::ViewKind::folded) {
  PhraseSet set;
  for (const std::string& phrase : phrases) set.push_back({view, phrase, true});
  return set;
}

inline TextCondition any(PhraseSet set) { return {.sets = {std::move(set)}}; }

inline TextCondition condition(TextCondition::Kind kind, std::vector<PhraseSet> sets,
                               std::uint32_t within = 0) {
  return {.kind = kind, .sets = std::move(sets), .within = within};
}

inline TextCondition regex(std::string regex, text::ViewKind view = text::ViewKind::folded) {
  return {.kind = TextCondition::Kind::regex, .regex = std::move(regex), .view = view};
}

// A compiled set and what scans with it.
class Compiled {
 public:
  explicit Compiled(const std::vector<TextCondition>& conditions, Budget budget = {}) {
    PatternSetBuilder builder;
    for (const TextCondition& c : conditions) ids_.push_back(builder.add(c));
    auto compiled = std::move(builder).compile(budget);
    if (!compiled) {
      ADD_FAILURE() << compiled.error()[0].message;
      compiled = PatternSetBuilder().compile();
    }
    set_ = *compiled;
    scratch_ = std::make_unique<Scratch>(*set_);
  }

  // Which of the conditions, by index, hold; checks that scan() promises no less.
  std::vector<bool> holding(const text::Views& views) {
    const auto live = set_->scan(views, *scratch_);
    const std::vector<ConditionId> promised(live.begin(), live.end());
    std::vector<bool> holding;
    for (const ConditionId id : ids_) {
      holding.push_back(set_->holds(id, views, *scratch_));
      const auto count = std::count(promised.begin(), promised.end(), id);
      EXPECT_LE(count, 1) << "a condition is returned once";
      if (holding.back()) {
        EXPECT_EQ(count, 1) << "what holds is returned";
      } else if (set_->finder(id) == Finder::literals) {
        EXPECT_EQ(count, 0) << "what is found by literals and does not hold is not returned";
      }
    }
    return holding;
  }

  bool holds(const text::Views& views) { return holding(views).at(0); }

  // After holding().
  std::vector<Occurrence> occurrences(std::size_t condition, const text::Views& views) {
    std::vector<Occurrence> found(32);
    found.resize(set_->occurrences(ids_[condition], views, *scratch_, found));
    return found;
  }

  bool incomplete() const { return PatternSet::incomplete(*scratch_); }
  const PatternSet& set() const { return *set_; }
  Scratch& scratch() { return *scratch_; }
  const std::vector<ConditionId>& ids() const { return ids_; }

 private:
  std::vector<ConditionId> ids_;
  std::shared_ptr<const PatternSet> set_;
  std::unique_ptr<Scratch> scratch_;
};

}  // namespace picket::match
