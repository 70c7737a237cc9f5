// SPDX-License-Identifier: Apache-2.0
// What is different between two rulesets, and its two ways to say it.
#pragma once

#include <string>
#include <vector>

#include "tools/picket/events_file.h"
#include "tools/picket/output.h"
#include "tools/picket/rule_changes.h"
#include "tools/picket/terminal_text.h"
#include "tools/picket/verdict_diff.h"

namespace picket::tool {

struct DiffReport {
  const Rulesets& rules;
  std::array<std::string, 2> directories;
  const EventsFile& file;
  const VerdictDiff& diff;
  const std::vector<RuleChange>& changes;
};

void print_text(const DiffReport& report, const Terminal& terminal, Output& output);
void print_json(const DiffReport& report, Output& output);

}  // namespace picket::tool
