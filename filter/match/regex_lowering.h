// SPDX-License-Identifier: Apache-2.0
// Regexes that are words with gaps between them, as such: `A`, `A|B`, `A.{0,8}B`, `(A|B).*(C|D)`,
// `A(B)?.{2,8}C`, and alternations of these. Exact: a text has an occurrence of one of the
// alternatives if and only if the regex is in it. Used while rules are compiled.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "filter/match/placement.h"
#include "filter/match/regex_tree.h"

namespace picket::match {

// Words, any of them; then the gap before the next step.
struct LoweredStep {
  std::vector<std::string> words;  // UTF-8, none empty
  Gap gap{};

  bool operator==(const LoweredStep&) const = default;
};

// One way to meet the regex: steps in order. Never empty.
using LoweredSequence = std::vector<LoweredStep>;

// For a view without newlines, where `.` is any character. nullopt where the regex has another
// shape, is not exact, or would become too many words.
std::optional<std::vector<LoweredSequence>> lower_regex(const RegexTree& tree);

}  // namespace picket::match
