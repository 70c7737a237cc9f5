// SPDX-License-Identifier: Apache-2.0
// Rules drawn from messages with a fixed seed, to measure matching at any scale: 25 % are phrases
// of 4 characters, 75 % are "A, then B within 8 or 12 characters", A and B words of 2 characters.
// Words and phrases are stretches of Han as they stand in the messages, so frequent ones are drawn
// often.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "filter/match/condition.h"

namespace picket::bench {

struct GeneratedRule {
  std::string first;   // folded for `squeezed`
  std::string second;  // empty: the rule is a phrase
  std::uint32_t within = 0;
};

// `texts` are messages; at least some must have four Han characters in a row.
std::vector<GeneratedRule> generate_rules(const std::vector<std::string>& texts, std::size_t count);

// The same rule as Picket's condition, and as a regex over the squeezed view.
match::TextCondition condition_of(const GeneratedRule& rule);
std::string regex_of(const GeneratedRule& rule);

// The slow way, to check answers with: whether the rule holds in a squeezed text.
bool holds(const GeneratedRule& rule, std::string_view squeezed);

}  // namespace picket::bench
