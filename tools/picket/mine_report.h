// SPDX-License-Identifier: Apache-2.0
// What was mined, and its two ways to say it.
#pragma once

#include <string>

#include "filter/ruleset/ruleset.h"
#include "tools/picket/mined_rule.h"
#include "tools/picket/output.h"
#include "tools/picket/terminal_text.h"
#include "tools/picket/uncaught.h"

namespace picket::tool {

struct MineReport {
  const ruleset::Ruleset& rules;
  std::string directory;  // of the rules
  const Uncaught& uncaught;
  const MinedRules& mined;
  std::string out;  // where the rules were written to; empty: nowhere
};

// Where rules were not written, they follow, and all of it is one YAML file: the report is its
// comment.
void print_text(const MineReport& report, const Terminal& terminal, Output& output);
void print_json(const MineReport& report, Output& output);

}  // namespace picket::tool
