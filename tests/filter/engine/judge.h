// SPDX-License-Identifier: Apache-2.0
// Rules given as text, and events judged by them.
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "filter/engine/engine.h"
#include "filter/engine/workspace.h"
#include "tests/filter/ruleset/rules_dir.h"

namespace picket::test {

inline core::Instant at(std::string_view rfc3339) {
  const auto parsed = core::parse_rfc3339(rfc3339);
  if (!parsed) throw std::runtime_error("not a time: " + std::string(rfc3339));
  return *parsed;
}

class Judge {
 public:
  // A rule `t.rule` with these keys, for this channel.
  explicit Judge(std::string_view rest, std::string channel = "sms")
      : Judge(std::vector{RuleText{.channel = std::move(channel), .rest = std::string(rest)}}) {}

  explicit Judge(const std::vector<RuleText>& texts) {
    for (const RuleText& rule : texts) directory.add(rule.id + ".yaml", rule.yaml());
    load();
  }

  // Rules from whatever a test puts in the directory.
  Judge() = default;

  void load() {
    rules = directory.load();
    if (!rules) throw std::runtime_error(directory.rendered());
    workspace = std::make_unique<engine::Workspace>(rules);
  }

  core::Decision decide(const core::Event& event, std::optional<core::Instant> now = {}) {
    return engine::judge(event, now, memory, *workspace);
  }

  static core::Event sms(std::string_view text) {
    core::Event event;
    event.text = text;
    event.from.text = "+8613900000001";
    event.to.text = "+8613900000002";
    event.route = "test";
    return event;
  }

  bool hits(const core::Event& event, std::optional<core::Instant> now = {}) {
    decide(event, now);
    return !workspace->hits().empty();
  }
  bool hits(std::string_view text) { return hits(sms(text)); }

  // "text@at text@at" of the first reason.
  std::string evidence(const core::Event& event) {
    const core::Decision decision = decide(event);
    if (decision.reasons.empty()) return "no hit";
    std::string all;
    for (const core::Matched& matched : decision.reasons[0].matched) {
      if (!all.empty()) all += ' ';
      all += std::string(matched.text) + '@' + std::to_string(matched.at);
    }
    return all;
  }
  std::string evidence(std::string_view text) { return evidence(sms(text)); }

  RulesDir directory;
  std::shared_ptr<const ruleset::Ruleset> rules;
  std::unique_ptr<engine::Workspace> workspace;
  state::UnknownMemory memory;
};

}  // namespace picket::test
