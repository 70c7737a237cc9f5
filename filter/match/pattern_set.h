// SPDX-License-Identifier: Apache-2.0
// All text conditions of a ruleset, compiled: literals of a view in one database, equal literals
// interned, equal alternatives one phrase set, equal conditions one id; regexes that cannot be
// lowered to literals and gaps in a database of their own. Compiled on the control thread or in a
// tool, immutable and shared by threads afterwards; each thread scans with a Scratch of its own.
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

// Dense from 0, in the order in which the builder met them.
using ConditionId = std::uint32_t;

// A place a condition was met, in characters of `view`: [first, last), never empty.
struct Occurrence {
  text::ViewKind view = text::ViewKind::folded;
  std::uint32_t first = 0;
  std::uint32_t last = 0;

  bool operator==(const Occurrence&) const = default;
};

// How much one scan of a view may find before it is cut off.
struct Budget {
  std::uint32_t base = 4096;   // literal hits ...
  std::uint32_t per_byte = 2;  // ... plus this many a byte of the view
};

// What finds a condition.
enum class Finder : std::uint8_t {
  literals,   // phrases and gaps: the cheap way
  regexes,    // a regex in a database, each hit of it confirmed by RE2
  every_text  // a regex that no database takes: RE2 runs on every text
};

class PatternSet;
struct ScanState;
struct Tables;

// Hits of one event. Lives on one thread, reused from event to event: in steady state a scan
// allocates nothing. What a giant text needed is given back before the next scan.
class Scratch {
 public:
  // For `set` alone, which must outlive it. Throws std::bad_alloc.
  explicit Scratch(const PatternSet& set);
  ~Scratch();
  Scratch(Scratch&&) noexcept;
  Scratch& operator=(Scratch&&) noexcept;

 private:
  friend class PatternSet;
  std::unique_ptr<ScanState> state_;
};

struct CompileError {
  ConditionId condition;
  std::string message;  // one line: what RE2 says, or what is wrong with the phrases
};

// Collects the text conditions of a ruleset and compiles them. On one thread; 10,000 conditions
// take a fraction of a second, 200,000 some ten seconds.
class PatternSetBuilder {
 public:
  PatternSetBuilder();
  ~PatternSetBuilder();
  PatternSetBuilder(PatternSetBuilder&&) noexcept;
  PatternSetBuilder& operator=(PatternSetBuilder&&) noexcept;

  // Interns the condition: equal conditions get the same id.
  ConditionId add(const TextCondition& condition);

  // Compiles everything added. All errors at once, each with the condition it is about. Throws
  // std::runtime_error where Hyperscan cannot run on this machine or has no memory.
  std::expected<std::shared_ptr<const PatternSet>, std::vector<CompileError>> compile(
      Budget budget = {}) &&;

  // Whether `regex` can be used; else RE2's words, or that it matches the empty text.
  static std::expected<void, std::string> check_regex(std::string_view regex);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

class PatternSet {
 public:
  ~PatternSet();

  std::size_t condition_count() const noexcept;
  // Bit per ViewKind: the views that conditions look in (others need not be built; `folded` and its
  // classes are needed for word boundaries whatever this says).
  std::uint8_t views_needed() const noexcept;

  // How rare this condition is thought to be: about the bits of information in what a text must
  // contain for it, so 10 more is a thousand times rarer. 0 for a condition that is not found by
  // literals. For the choice of triggers.
  std::uint32_t rarity(ConditionId id) const noexcept;
  Finder finder(ConditionId id) const noexcept;

  // Scans the views once with each database. Returns the conditions that may hold, each once,
  // unordered: every condition that holds is among them; one found by literals is there only if it
  // holds. Valid until the next scan with this scratch.
  std::span<const ConditionId> scan(const text::Views& views, Scratch& scratch) const noexcept;

  // After scan() of the same views: whether the condition holds. One bit to look at, except that a
  // regex with Finder other than `literals` runs RE2 (the caller keeps the answer).
  bool holds(ConditionId id, const text::Views& views, Scratch& scratch) const noexcept;

  // After scan(): where a condition that holds was met, written to the front of `out`; returns how
  // many (at most out.size(); none where it does not hold, or a regex matched nothing but a place
  // between characters). Rare: for evidence.
  //  - any, regex: the earliest occurrence: the one that begins first in the original text, of
  //    those the one that ends first (a regex: the leftmost match as RE2 has it);
  //  - all: that of each set;
  //  - sequence, near: one a step, by position: the earliest fitting choice, which is the one whose
  //    first step begins (then ends) first, of those the one whose second step does, and so on.
  // All answers about one text share an allowance of work as large as that of its scan. Once it is
  // used up a condition has no occurrences, or `all` fewer. That is not `incomplete`: the
  // conditions hold all the same, so whatever is decided stands.
  std::size_t occurrences(ConditionId id, const text::Views& views, Scratch& scratch,
                          std::span<Occurrence> out) const noexcept;

  // The last scan was cut by a budget: what it did not find may yet be there. Phrases (any, all)
  // are looked for to the end, unless it was the hits that were too many.
  static bool incomplete(const Scratch& scratch) noexcept;

 private:
  friend class PatternSetBuilder;
  friend class Scratch;
  explicit PatternSet(std::unique_ptr<const Tables> tables);
  std::unique_ptr<const Tables> tables_;
};

}  // namespace picket::match
