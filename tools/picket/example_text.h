// SPDX-License-Identifier: Apache-2.0
// A message of a corpus for people: where it stands, what became of it, its text with what rules
// were met by marked, and those rules.
#pragma once

#include <string>

#include "filter/ruleset/ruleset.h"
#include "tools/picket/evaluation.h"
#include "tools/picket/terminal_text.h"

namespace picket::tool {

// Lines, the last with a newline. In a file a text is one line, so that tools of lines find it.
std::string shown_example(const Example& example, const ruleset::Ruleset& rules,
                          const Terminal& terminal);

}  // namespace picket::tool
