// SPDX-License-Identifier: Apache-2.0
// A decision as picketd and `picket scan` write it, taken apart just as far as checking it at full
// speed needs: fixed beginnings are compared, nothing is parsed. Pure.
#pragma once

#include <optional>
#include <string_view>

namespace picket::load {

struct DecisionLine {
  std::string_view id;       // as JSON: "17" with its quotes, or null
  std::string_view verdict;  // allow, warn, block
  std::string_view ruleset;  // 64 hex digits
  std::string_view judged;   // all that follows the id: two answers to one event are alike in it
};

// Absent where `line` is not a decision: {"id":…,"verdict":"…", … "ruleset":"<64 hex digits>" …}.
std::optional<DecisionLine> split_decision(std::string_view line) noexcept;

}  // namespace picket::load
