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

namespace picket::tool {

// Views end with the workspace's event.
struct Explanation {
  const core::Event& event;
  const core::Decision& decision;
  engine::Workspace& workspace;
  std::vector<engine::RuleInsight> rules;  // those near firing, in deciding order
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
void print_json(const Explanation& explanation, Output& output);

std::string_view name_of(core::Truth truth) noexcept;  // no unknown yes

}  // namespace picket::tool
