// SPDX-License-Identifier: Apache-2.0
// A ruleset fit for traffic: loaded without an error and passing its own tests. Called at start on
// the control thread, later on the compile thread; never on two at once.
#pragma once

#include <memory>
#include <string>

#include "filter/document/diagnostic.h"
#include "filter/engine/rule_tests.h"
#include "filter/lists/store.h"
#include "filter/ruleset/ruleset.h"

namespace picket::daemon {

struct TestedRules {
  std::shared_ptr<const ruleset::Ruleset> rules;  // null: `diagnostics` has errors that say why
  document::Diagnostics diagnostics;              // sorted; warnings too
  engine::RuleTestCounts tests;
};

TestedRules load_tested_rules(const std::string& directory, lists::ListStore& store);

}  // namespace picket::daemon
