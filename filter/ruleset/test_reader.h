// SPDX-License-Identifier: Apache-2.0
// The `tests` of a rule to data (language.md, "Rule tests"). Control thread and tools.
#pragma once

#include <vector>

#include "filter/document/node.h"
#include "filter/ruleset/rule.h"

namespace picket::ruleset {

inline constexpr std::uint32_t kMaxRepeat = 100'000;

// The tests of the list that have no errors; all errors are reported.
std::vector<RuleTest> read_tests(const document::Node& list, document::Reporter& reporter);

}  // namespace picket::ruleset
