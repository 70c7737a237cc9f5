// SPDX-License-Identifier: Apache-2.0
// What a condition means, computed in the plainest way from the specification: every occurrence of
// every phrase, every choice of occurrences. The model that the real thing is compared with.
#pragma once

#include <vector>

#include "filter/match/condition.h"
#include "filter/match/pattern_set.h"
#include "filter/text/view.h"

namespace picket::match {

// All fitting choices of a condition that is not a regex: one occurrence for `any`, one a step, by
// position, for `sequence` and `near`. Not for `all`.
std::vector<std::vector<Occurrence>> fitting_choices(const TextCondition& condition,
                                                     const text::Views& views);

// Whether a condition of any kind holds.
bool model_holds(const TextCondition& condition, const text::Views& views);

// What occurrences() must return, for any, sequence and near.
std::vector<Occurrence> model_earliest(const TextCondition& condition, const text::Views& views);

}  // namespace picket::match
