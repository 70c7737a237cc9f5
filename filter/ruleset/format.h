// SPDX-License-Identifier: Apache-2.0
// Rule files in one form (layout.h), with keys in the order of the tables in rule_keys.h;
// conditions keep the order that their author gave them. Tools.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "filter/document/diagnostic.h"

namespace picket::ruleset {

// nullopt, and errors, where the text is no YAML or has keys that a rule has not: it is no rule
// then, or its author meant something else. What else is wrong with a rule does not matter here.
std::optional<std::string> format_rules(std::string_view text, std::string_view file,
                                        document::Diagnostics& diagnostics);

}  // namespace picket::ruleset
