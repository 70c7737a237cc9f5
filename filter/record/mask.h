// SPDX-License-Identifier: Apache-2.0
// What people may see of a number in a log. Any thread; allocates nothing.
#pragma once

#include <span>
#include <string_view>

#include "filter/core/number.h"

namespace picket::record {

// The normal form with its middle hidden, written to `out`: `+8613912345678` -> `+86139****5678`;
// the shorter the number, the less is shown, and of one under six digits nothing. Short codes,
// access codes and names are services', not persons', and stay readable; withheld is empty.
std::string_view mask(const core::Number& number, std::span<char, core::Number::kCapacity> out);

}  // namespace picket::record
