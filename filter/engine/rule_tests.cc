// SPDX-License-Identifier: Apache-2.0
#include "filter/engine/rule_tests.h"

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

#include "filter/engine/engine.h"
#include "filter/engine/evaluate.h"
#include "filter/engine/state.h"
#include "filter/engine/test_event.h"

namespace picket::engine {
namespace {

using ruleset::Rule;
using ruleset::RuleIndex;
using ruleset::RuleTest;
using ruleset::Step;

std::string name_of_truth(core::Truth truth) {
  switch (truth) {
    case core::Truth::no:
      return "does not hold";
    case core::Truth::unknown:
      return "is unknown";
    case core::Truth::yes:
      return "holds";
  }
  return "";
}

// Where the top conditions of the rule stand and how they came out: what its author looks at first.
std::string conditions_of(const Rule& rule, Workspace::State& state) {
  const auto program = state.rules->program();
  std::string said;
  const auto say = [&](std::uint32_t at, std::string_view part) {
    const ruleset::Place& place = state.rules->place(program[at]);
    said += fmt::format("{}{} `{}` at line {} {}", said.empty() ? "" : "; ", part, place.predicate,
                        place.span.begin.line, name_of_truth(truth_at(at, state)));
  };
  std::uint32_t at = rule.match_begin;
  if (program[at].op == Step::Op::all) {
    for (++at; at < rule.unless_begin; at = program[at].end) say(at, "match:");
  } else {
    say(at, "match:");
  }
  if (rule.has_unless()) say(rule.unless_begin, "unless:");
  return said;
}

class Runner {
 public:
  Runner(std::shared_ptr<const ruleset::Ruleset> rules, document::Diagnostics& diagnostics)
      : rules_(std::move(rules)), workspace_(rules_), diagnostics_(diagnostics) {}

  RuleTestCounts run() {
    for (RuleIndex index = 0; index < rules_->rules().size(); ++index) {
      const Rule& rule = rules_->rule(index);
      if (!rule.compiled() || rule.tests.empty()) continue;
      if (rule.remembers) {
        counts_.skipped += rule.tests.size();
        ++counts_.skipped_rules;
        continue;
      }
      for (const RuleTest& test : rule.tests) run(test, index);
    }
    return counts_;
  }

 private:
  void run(const RuleTest& test, RuleIndex index) {
    const Rule& rule = rules_->rule(index);
    const std::array<RuleIndex, 1> alone{index};
    TestEvents events(test, rule.test_channel);
    while (events.next()) {
      inspect_rules(events.event(), alone, workspace_);
      set_clock(workspace_, std::nullopt);
      memory_.exchange(requests(workspace_), answers(workspace_));
      settle(workspace_);
    }
    const bool hit = !workspace_.hits().empty();
    if (hit == test.hit) {
      ++counts_.passed;
      return;
    }
    ++counts_.failed;
    document::FileReporter(diagnostics_, rule.file)
        .error(test.span, "test-failed",
               fmt::format("`{}` {} \"{}\"", rule.id, hit ? "hits" : "does not hit", test.name),
               conditions_of(rule, workspace_.state()));
  }

  std::shared_ptr<const ruleset::Ruleset> rules_;
  Workspace workspace_;
  document::Diagnostics& diagnostics_;
  state::UnknownMemory memory_;
  RuleTestCounts counts_;
};

}  // namespace

RuleTestCounts run_rule_tests(std::shared_ptr<const ruleset::Ruleset> rules,
                              document::Diagnostics& diagnostics) {
  return Runner(std::move(rules), diagnostics).run();
}

}  // namespace picket::engine
