// SPDX-License-Identifier: Apache-2.0
// A regex in the syntax of Hyperscan, written anew from its meaning, so that the two engines'
// differences (`\s`, `\b`, case, octal escapes, ...) cannot matter: it matches wherever the regex
// does, and perhaps elsewhere.
#pragma once

#include <string>

#include "filter/match/regex_tree.h"

namespace picket::match {

// `coarse`: long repetitions become unbounded ones, for what Hyperscan finds too large otherwise.
std::string filter_expression(const RegexNode& node, bool coarse);

}  // namespace picket::match
