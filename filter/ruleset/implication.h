// SPDX-License-Identifier: Apache-2.0
// Whether one condition can only hold where another does, and whether one can hold at all: what the
// shape of conditions proves, not all that is true. What is said holds for every event, unknown
// truths included (where `implies(a, b)`, the truth of `a` is never above that of `b`); what is not
// said may be true all the same. Used by the lints; on the control thread and in tools.
#pragma once

#include <vector>

#include "filter/predicates/predicate.h"

namespace picket::ruleset {

// Proven are: parts of `all`, alternatives of `any` and counts of `at_least`; equal tests; any link
// by a link of some kind; phrases with more alternatives, or that are whole words of the other's;
// `sequence` and `near` with wider gaps, or their phrases anywhere; `not` the other way round.
// Regexes only if they are equal.
bool implies(const predicates::Expression& a, const predicates::Expression& b);

// The conditions that must all hold for this one to: itself, or the parts of an `all`.
std::vector<const predicates::Expression*> conjuncts_of(const predicates::Expression& condition);

// Whether the two contradict each other: one denies what the other wants, or one wants a link and
// the other none.
bool contradict(const predicates::Expression& a, const predicates::Expression& b);

// False where the condition contradicts itself, or asks the text of an event that has none
// (`has_text`).
bool can_hold(const predicates::Expression& condition, bool has_text);

}  // namespace picket::ruleset
