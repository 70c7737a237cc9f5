// SPDX-License-Identifier: Apache-2.0
// A compiled pattern set as it lies in memory: flat arrays that refer to each other by index. Where
// an element has a range in the next array, the range ends where that of the element after it
// begins, and there is one element more than is counted. Written by table_builder.cc, immutable
// afterwards, read by any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "filter/match/code_points.h"
#include "filter/match/condition.h"
#include "filter/match/hyperscan.h"
#include "filter/match/literal.h"
#include "filter/match/literal_scanner.h"
#include "filter/match/pattern_set.h"
#include "filter/match/placement.h"
#include "filter/match/regex.h"

namespace picket::match {

// How one condition, or one alternative of a lowered regex, is found from hits of its sets.
struct Program {
  enum class Kind : std::uint8_t {
    every,     // each of its sets, anywhere; `any` is the case of one set
    sequence,  // its sets in order, with the gaps between them
    near       // its sets in any order, the first gap between any two
  };
  ConditionId condition = 0;
  Kind kind = Kind::every;
  text::ViewKind view = text::ViewKind::folded;  // of a sequence or near
  // A sequence or near of two sets whose gap may cover anything, as nearly all are: `sets` and
  // `gap` are those of its steps, so that one look at the program is all it takes.
  bool is_pair = false;
  std::uint32_t first_step = 0;
  std::array<SetId, 2> sets{};
  Gap gap{};
};

struct ProgramStep {
  // Instead of a set: an end of the text.
  static constexpr SetId kTextBegin = ~SetId{0};
  static constexpr SetId kTextEnd = kTextBegin - 1;
  static constexpr std::uint32_t kAnything = ~std::uint32_t{0};

  SetId set = 0;
  Gap gap{};                         // after it
  std::uint32_t inside = kAnything;  // into classes: what the gap may cover

  bool is_words() const noexcept { return set < kTextEnd; }
};

// In the index of its trigger, which is the set of a program thought to be the rarest. A program is
// looked at when its trigger has hits, and goes on only if its partner, the second rarest, has some
// too (a program of one set is its own partner).
struct TriggerEntry {
  std::uint32_t program = 0;
  SetId partner = 0;
};

struct PhraseSetRecord {
  std::uint32_t first_literal = 0;  // into literals_of_sets
  std::uint32_t first_entry = 0;    // into trigger_entries
};

struct ConditionRecord {
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  std::uint32_t program = kNone;  // of a condition that is not a regex: for evidence
  std::uint32_t regex = kNone;    // of a regex
  std::uint32_t rarity = 0;
  Finder finder = Finder::literals;
};

struct RegexRecord {
  Regex regex;
  text::ViewKind view;
};

struct Tables {
  Budget budget;
  std::uint8_t views_needed = 0;                           // a bit a ViewKind
  std::array<LiteralScanner, text::kViewKinds> scanners;   // report LiteralIds
  std::array<Database, text::kViewKinds> regex_databases;  // report ConditionIds

  std::vector<Literal> literals;
  std::vector<SetId> sets_of_literals;
  std::vector<PhraseSetRecord> sets;
  std::vector<LiteralId> literals_of_sets;
  std::vector<TriggerEntry> trigger_entries;
  std::vector<Program> programs;
  std::vector<ProgramStep> steps;
  std::vector<CodePoints> classes;
  std::vector<ConditionRecord> conditions;
  std::vector<RegexRecord> regexes;
  std::vector<ConditionId> every_text;  // conditions that RE2 must look for in every text

  std::size_t literal_count() const noexcept { return literals.size() - 1; }
  std::size_t set_count() const noexcept { return sets.size() - 1; }

  std::span<const SetId> sets_of(LiteralId literal) const noexcept {
    return range(sets_of_literals, literals[literal].first_set, literals[literal + 1].first_set);
  }
  std::span<const LiteralId> literals_of(SetId set) const noexcept {
    return range(literals_of_sets, sets[set].first_literal, sets[set + 1].first_literal);
  }
  std::span<const TriggerEntry> triggered_by(SetId set) const noexcept {
    return range(trigger_entries, sets[set].first_entry, sets[set + 1].first_entry);
  }
  std::span<const ProgramStep> steps_of(std::uint32_t program) const noexcept {
    return range(steps, programs[program].first_step, programs[program + 1].first_step);
  }

 private:
  template <class T>
  static std::span<const T> range(const std::vector<T>& all, std::uint32_t begin,
                                  std::uint32_t end) noexcept {
    return {all.data() + begin, end - begin};
  }
};

}  // namespace picket::match
