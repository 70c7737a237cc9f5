// SPDX-License-Identifier: Apache-2.0
// What rules of a test's directory hit of single texts, by the engine.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "filter/engine/engine.h"
#include "filter/state/memory.h"

namespace picket::test {

class JudgedTexts {
 public:
  explicit JudgedTexts(std::shared_ptr<const ruleset::Ruleset> rules)
      : rules_(std::move(rules)), workspace_(rules_) {}

  // Ids of the rules that hit.
  std::set<std::string> hits_on(std::string_view text) {
    core::Event event;
    event.text = text;
    engine::judge(event, {}, memory_, workspace_);
    std::set<std::string> ids;
    for (const ruleset::RuleIndex index : workspace_.hits()) ids.insert(rules_->rule(index).id);
    return ids;
  }

 private:
  std::shared_ptr<const ruleset::Ruleset> rules_;
  engine::Workspace workspace_;
  state::UnknownMemory memory_;
};

}  // namespace picket::test
