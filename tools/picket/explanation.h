// SPDX-License-Identifier: Apache-2.0
// What `picket explain` found out about one event, and its two ways to say it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "filter/core/decision.h"
#include "filter/core/event.h"
#include "filter/engine/insight.h"
#include "filter/engine/workspace.h"
#include "tools/picket/output.h"
#include "tools/picket/terminal_text.h"

namespace picket::tool {

// Views end with the workspace's event.
struct Explanation {
  const core::Event& event;
  const core::Decision& decision;
  engine::Workspace& workspace;
  std::vector<engine::RuleInsight> rules;  // asked for, or near firing; in deciding order
  bool asked_for = false;                  // each is shown in full
};

// What stands at a condition's place in its rule file, on one line: of one that holds others, their
// common beginning. Files are read once.
class RuleSources {
 public:
  std::string of(const engine::ConditionInsight& condition, const std::string& file);

 private:
  const std::vector<std::string>& lines_of(const std::string& file);

  std::map<std::string, std::vector<std::string>> lines_;
};

void print_text(const Explanation& explanation, Output& output);
// The part of it about rules.
void print_rules(const Explanation& explanation, const Terminal& terminal, Output& output);
void print_json(const Explanation& explanation, Output& output);

std::string_view name_of(core::Truth truth) noexcept;  // no unknown yes

}  // namespace picket::tool
