// SPDX-License-Identifier: Apache-2.0
// The rule reference in Markdown, printed from the same tables as the schema and the messages:
// conditions, keys of a rule and of its tests, codes of diagnostics. Part of rules/README.md; a
// test proves it current. Tools; any thread.
#pragma once

#include <string>

namespace picket::ruleset {

// Begins at headings of level 3, ends in a newline.
std::string rule_reference();

}  // namespace picket::ruleset
