// SPDX-License-Identifier: Apache-2.0
// A regex in the syntax of Hyperscan, written anew from its meaning, so that the two engines'
// differences (`\s`, `\b`, case, octal escapes, ...) cannot matter: it matches wherever the regex
// does, and perhaps elsewhere. Long repetitions become unbounded ones: counting them would cost
// Hyperscan much time to compile and RE2, which confirms, does it anyway.
#pragma once

#include <string>

#include "filter/match/regex_tree.h"

namespace picket::match {

std::string filter_expression(const RegexNode& node);

}  // namespace picket::match
