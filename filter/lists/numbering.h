// SPDX-License-Identifier: Apache-2.0
// Numbering profiles whose names are folded as texts are: core knows numbers, filter/text knows
// folding, and here they meet. Any thread.
#pragma once

#include "filter/core/number.h"

namespace picket::lists {

// The default profile, home country China; that of rule tests, `scan` and of list entries.
const core::NumberingProfile& default_profile() noexcept;

// A route's profile. Throws std::invalid_argument as core::NumberingProfile does.
core::NumberingProfile make_profile(core::NumberingSettings settings);

}  // namespace picket::lists
