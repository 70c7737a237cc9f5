// SPDX-License-Identifier: Apache-2.0
// The JSON Schema (draft-07, which editors know best) of a rule file, printed from the tables of
// predicates and of rule keys: editors complete, explain and underline by it. Committed as
// rules/schema/rule.schema.json; a test proves that file current. It says less than `picket check`:
// whatever it refuses, check refuses too. Tools; any thread.
#pragma once

#include <string>

namespace picket::ruleset {

// Indented, ending in a newline.
std::string rule_schema();

}  // namespace picket::ruleset
