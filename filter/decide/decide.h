// SPDX-License-Identifier: Apache-2.0
// Rules that hit, to one decision (language.md, "Decision"): precedence, score sum, risk, the order
// of reasons. Pure; any thread; allocates only in the caller's arena.
#pragma once

#include <span>

#include "filter/core/arena.h"
#include "filter/core/decision.h"
#include "filter/ruleset/ruleset.h"

namespace picket::decide {

// A rule that hit, with the evidence for it.
struct Hit {
  ruleset::RuleIndex rule = 0;
  bool acts = true;                        // else it is reported under `shadow` (Rule::acts_on)
  std::span<const core::Matched> matched;  // by `at`
};

// First that holds: an acting block with basis order; allow; block; warn; a score sum from
// kBlockScore on blocks, from kWarnScore on warns; else allow.
inline constexpr std::uint32_t kBlockScore = 100;
inline constexpr std::uint32_t kWarnScore = 50;

// The verdict where `first` is the first kind of rule that has hit, or `score` where there is none,
// and `score` the sum.
core::Verdict verdict_of(ruleset::Precedence first, std::uint32_t score) noexcept;

// `hits`: active rules of `rules`, each once, by index. The decision's spans and views point into
// `arena`, `hits` and `rules`.
core::Decision decide(std::span<const Hit> hits, const ruleset::Ruleset& rules,
                      core::Arena& arena) noexcept;

}  // namespace picket::decide
