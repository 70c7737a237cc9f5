// SPDX-License-Identifier: Apache-2.0
// What kept a rule from firing.
#pragma once

#include <vector>

#include "filter/engine/insight.h"

namespace picket::tool {

// Conditions without others in them that came out in the way of the rule: as indices into the
// insight's `match` or, where that holds, into its `unless`. Each of an `any` that does not hold is
// one, though one of them would do. Both empty where the rule hits.
struct Obstacles {
  std::vector<std::size_t> match;
  std::vector<std::size_t> unless;
};

Obstacles obstacles_of(const engine::RuleInsight& insight);

}  // namespace picket::tool
