// SPDX-License-Identifier: Apache-2.0
// Two texts as a unified diff, which patch(1) takes.
#pragma once

#include <string>
#include <string_view>

namespace picket::tool {

// Empty where they are equal. Exact (the fewest lines) up to some 4,000 changed lines on either
// side, beyond that one hunk from the first change to the last.
std::string unified_diff(std::string_view before, std::string_view after, std::string_view name);

}  // namespace picket::tool
