// SPDX-License-Identifier: Apache-2.0
// All text conditions of a ruleset, compiled: literals of a view in one Hyperscan database, equal
// literals interned, equal alternatives one phrase set, equal conditions one slot; regexes that
// cannot be lowered in a database of their own. Compiled on the control thread or in a tool,
// immutable and shared by threads afterwards; each thread scans with a Scratch of its own.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "filter/match/condition.h"
#include "filter/text/view.h"

namespace picket::match {

using ConditionId = std::uint32_t;

struct CompileError {
  ConditionId condition;
  std::string message;  // one line: what Hyperscan or RE2 says
};

// A place a condition was met, in characters of `view`: [first, last).
struct Occurrence {
  text::ViewKind view = text::ViewKind::folded;
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

struct Budget {
  std::uint32_t base = 4096;    // literal hits a scan may report ...
  std::uint32_t per_byte = 2;   // ... plus this many a byte of the view
};

class PatternSet;

// Hits of one event. Lives on one thread, reused from event to event: in steady state a scan
// allocates nothing.
class Scratch {
 public:
  explicit Scratch(const PatternSet& set);  // allocates Hyperscan scratch for `set`
  ~Scratch();
  Scratch(Scratch&&) noexcept;
  Scratch& operator=(Scratch&&) noexcept;

 private:
  friend class PatternSet;
  struct State;
  std::unique_ptr<State> state_;
};

class PatternSetBuilder {
 public:
  PatternSetBuilder();
  ~PatternSetBuilder();

  // Interns the condition: equal conditions get the same id. Ids are dense from 0.
  ConditionId add(const TextCondition& condition);

  // Compiles everything added. All errors at once, each with the condition it is about.
  std::expected<std::shared_ptr<const PatternSet>, std::vector<CompileError>> compile(
      Budget budget = {}) &&;

  // Whether `regex` can be used: error text of RE2, or that it matches the empty text.
  static std::expected<void, std::string> check_regex(std::string_view regex);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

class PatternSet {
 public:
  ~PatternSet();

  std::size_t condition_count() const noexcept;
  // Bit per ViewKind: the views that conditions look in (others need not be built).
  std::uint8_t views_needed() const noexcept;
  // How rare this condition is thought to be, as bytes of its rarest required literal times a
  // frequency guess: higher is rarer. For the choice of triggers.
  std::uint32_t rarity(ConditionId id) const noexcept;

  // Scans the views once with each database and gathers hits. Returns the conditions that may hold
  // (each once, unordered): every condition that holds is among them.
  std::span<const ConditionId> scan(const text::Views& views, Scratch& scratch) const noexcept;

  // After scan(): whether the condition holds. Not memoised: the caller keeps slots.
  bool holds(ConditionId id, const text::Views& views, Scratch& scratch) const noexcept;

  // After scan(), for a condition that holds: the earliest occurrence (`sequence`, `near`: one a
  // step, of the earliest fitting choice) appended to `out`; returns how many. Rare: for evidence.
  std::size_t occurrences(ConditionId id, const text::Views& views, Scratch& scratch,
                          std::span<Occurrence> out) const noexcept;

  // The last scan was cut by the hit budget: what it did not find may yet be there.
  static bool incomplete(const Scratch& scratch) noexcept;

 private:
  friend class PatternSetBuilder;
  friend class Scratch;
  struct State;
  explicit PatternSet(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace picket::match
