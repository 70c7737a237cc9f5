// SPDX-License-Identifier: Apache-2.0
// What a condition means, computed in the plainest way from the specification: every occurrence of
// every phrase, every choice of occurrences. The model that the real thing is compared with.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "filter/match/condition.h"
#include "filter/match/pattern_set.h"
#include "filter/text/view.h"

namespace picket::match {

// Whether a condition of any kind holds.
bool model_holds(const TextCondition& condition, const text::Views& views);

// What occurrences() must return, for any, sequence and near.
std::vector<Occurrence> model_earliest(const TextCondition& condition, const text::Views& views);

// Where they stand in the original text, as octets. The same stretch in two views is as early.
std::vector<std::pair<std::uint32_t, std::uint32_t>> originals(
    const std::vector<Occurrence>& occurrences, const text::Views& views);

}  // namespace picket::match
