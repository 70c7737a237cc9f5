// SPDX-License-Identifier: Apache-2.0
// The same events under two rulesets: how verdicts differ, by which rules, with examples. Each
// event is judged by itself (judge.h).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "filter/core/decision.h"
#include "filter/ruleset/ruleset.h"
#include "tools/picket/events_file.h"
#include "tools/picket/judge.h"

namespace picket::tool {

// An event whose verdict is another. `alike`: so many of its template turned the same way.
struct Turned {
  std::size_t event = 0;  // index in the file
  Judged before;
  Judged after;
  std::uint64_t alike = 1;
};

// Events that got one verdict and had another.
struct TurnedTo {
  std::uint64_t count = 0;
  // Rules, as what they act: on how many of these events they do and did not before, and the
  // reverse.
  using Rules = std::map<std::pair<std::string, core::Action>, std::uint64_t>;
  Rules gained;
  Rules lost;
  std::vector<Turned> examples;
};

using Rulesets = std::array<std::shared_ptr<const ruleset::Ruleset>, 2>;  // old, new

struct VerdictDiff {
  static constexpr std::size_t kVerdicts = 3;

  std::array<std::array<std::uint64_t, kVerdicts>, kVerdicts> counts{};  // [old][new]
  std::array<TurnedTo, kVerdicts> to;                                    // by new verdict

  std::uint64_t turned() const noexcept;
};

// Of the rules that act in one of two judgements those that do not in the other, or not in the same
// way: by id and action.
std::vector<RuleHit> acting_only_in(const Judged& one, const ruleset::Ruleset& its_rules,
                                    const Judged& other, const ruleset::Ruleset& other_rules);

VerdictDiff diff_verdicts(const Rulesets& rules, const EventsFile& file, unsigned threads,
                          std::size_t examples);

}  // namespace picket::tool
