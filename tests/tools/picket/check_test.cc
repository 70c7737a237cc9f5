// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/tools/picket/run_picket.h"

namespace picket {
namespace {

using nlohmann::json;
using test::run_picket;

std::string good_rule() {
  test::RuleText rule{.id = "t.points"};
  rule.rest =
      "match:\n  text: 刷单返利\ntests:\n  - hit: brushing\n    text: 刷单返利，日结\n"
      "  - miss: none\n    text: 你好\n";
  return rule.yaml();
}

TEST(Check, of_good_rules_exits_0_and_says_how_many) {
  test::RulesDir rules;
  rules.add("sms/points.yaml", good_rule());
  const test::Ran ran = run_picket({"check", rules.path()});
  EXPECT_EQ(ran.status, 0) << ran.out;
  EXPECT_NE(ran.out.find("1 rule"), std::string::npos);
  EXPECT_NE(ran.out.find("no errors, no warnings"), std::string::npos);
  EXPECT_EQ(ran.err, "");
}

TEST(Check, puts_diagnostics_on_standard_output_and_exits_1) {
  test::RulesDir rules;
  rules.add("points.yaml", good_rule() + "colour: red\n");
  const test::Ran ran = run_picket({"check", rules.path()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.out.find(rules.path() + "/points.yaml:17:1: error: "), std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find("[unknown-key]"), std::string::npos);
}

TEST(Check, exits_0_with_warnings_alone) {
  test::RulesDir rules;
  test::RuleText rule;
  rule.rest = "match:\n  sender: {kind: mobile}\n";
  rules.add("a.yaml", rule.yaml());
  const test::Ran ran = run_picket({"check", rules.path()});
  EXPECT_EQ(ran.status, 0);
  EXPECT_NE(ran.out.find("a.yaml:11:3: warning: "), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("[no-trigger]"), std::string::npos);
}

TEST(Check, takes_several_directories_each_a_ruleset_of_its_own) {
  test::RulesDir one;
  test::RulesDir two;
  one.add("points.yaml", good_rule());
  two.add("points.yaml", good_rule());
  EXPECT_EQ(run_picket({"check", one.path(), two.path()}).status, 0) << "ids may repeat";
}

TEST(Check, gives_machines_one_json_object) {
  test::RulesDir rules;
  rules.add("points.yaml", good_rule() + "colour: red\n");
  const test::Ran ran = run_picket({"check", "--json", rules.path()});
  EXPECT_EQ(ran.status, 1);
  const json report = json::parse(ran.out);
  EXPECT_EQ(report["errors"], 1);
  ASSERT_EQ(report["diagnostics"].size(), 1u);
  EXPECT_EQ(report["diagnostics"][0]["code"], "unknown-key");
  EXPECT_EQ(report["diagnostics"][0]["line"], 17);
  EXPECT_EQ(report["diagnostics"][0]["column"], 1);
  EXPECT_TRUE(report["rulesets"][0]["ruleset"].is_null());
}

TEST(Check, lists_the_rules_that_act_on_a_part_of_all_events) {
  test::RulesDir rules;
  std::string staged = good_rule();
  staged.insert(staged.find("channel:"), "rollout: {percent: 10, routes: \"smpp:bulk-*\"}\n");
  rules.add("points.yaml", staged);
  const test::Ran ran = run_picket({"check", rules.path()});
  EXPECT_EQ(ran.status, 0) << ran.out;
  EXPECT_NE(ran.out.find("  t.points acts for 10 % of recipients on smpp:bulk-* only\n"),
            std::string::npos)
      << ran.out;
  const json report = json::parse(run_picket({"check", "--json", rules.path()}).out);
  EXPECT_EQ(report["rulesets"][0]["rollouts"],
            json::parse(R"([{"rule": "t.points", "percent": 10, "routes": ["smpp:bulk-*"]}])"));
}

TEST(Check, cannot_run_without_rules_and_says_why) {
  test::RulesDir rules;
  const test::Ran missing = run_picket({"check", rules.path() + "/nowhere"});
  EXPECT_EQ(missing.status, 2);
  EXPECT_NE(missing.err.find("there is no rules directory"), std::string::npos) << missing.err;
  const test::Ran empty = run_picket({"check", rules.path()});
  EXPECT_EQ(empty.status, 2);
  EXPECT_NE(empty.err.find("holds no rules"), std::string::npos) << empty.err;
  rules.add("file.yaml", good_rule());
  const test::Ran file = run_picket({"check", rules.path() + "/file.yaml"});
  EXPECT_EQ(file.status, 2);
  EXPECT_NE(file.err.find("is not a directory"), std::string::npos) << file.err;
}

TEST(Check, exits_2_when_its_output_cannot_be_written) {
  test::RulesDir rules;
  rules.add("points.yaml", good_rule());
  test::PicketProcess process({"check", rules.path()}, rules.path(), "/dev/full");
  EXPECT_EQ(process.wait(), 2);
}

TEST(CommandLine, that_is_wrong_exits_2_and_help_exits_0) {
  EXPECT_EQ(run_picket({}).status, 2);
  EXPECT_EQ(run_picket({"chekc"}).status, 2);
  EXPECT_EQ(run_picket({"scan", "--threads", "0"}).status, 2);
  EXPECT_EQ(run_picket({"--help"}).status, 0);
  EXPECT_EQ(run_picket({"scan", "--help"}).status, 0);
}

TEST(Test, of_rules_that_do_as_they_say_exits_0_and_counts) {
  test::RulesDir rules;
  rules.add("points.yaml", good_rule());
  const test::Ran ran = run_picket({"test", rules.path()});
  EXPECT_EQ(ran.status, 0) << ran.out;
  EXPECT_NE(ran.out.find("2 passed, 0 failed"), std::string::npos);
}

TEST(Test, shows_a_failed_test_at_its_place_and_exits_1) {
  test::RulesDir rules;
  test::RuleText rule{.id = "t.points"};
  rule.rest =
      "match:\n  text: 积分\ntests:\n  - hit: points\n    text: 兑换\n"
      "  - miss: none\n    text: 你好\n";
  rules.add("points.yaml", rule.yaml());
  const test::Ran ran = run_picket({"test", rules.path()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.out.find("points.yaml:13:10: error: `t.points` does not hit \"points\""),
            std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find("1 passed, 1 failed"), std::string::npos);
  const json report = json::parse(run_picket({"test", "--json", rules.path()}).out);
  EXPECT_EQ(report["passed"], 1);
  EXPECT_EQ(report["failed"], 1);
  EXPECT_EQ(report["diagnostics"][0]["code"], "test-failed");
}

TEST(Test, skips_what_asks_the_memory_and_says_how_many) {
  test::RulesDir rules;
  test::RuleText rule;
  rule.rest =
      "match:\n  all:\n    - text: abc\n"
      "    - rate: {count: events, by: sender, within: 10m, over: 5}\n";
  rules.add("a.yaml", rule.yaml()).add("points.yaml", good_rule());
  const test::Ran ran = run_picket({"test", rules.path()});
  EXPECT_EQ(ran.status, 0) << ran.out;
  EXPECT_NE(ran.out.find("skipped 2 tests of 1 rule"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("2 passed, 0 failed"), std::string::npos);
}

TEST(Test, of_rules_with_errors_shows_these_and_exits_1) {
  test::RulesDir rules;
  rules.add("points.yaml", good_rule() + "colour: red\n");
  const test::Ran ran = run_picket({"test", rules.path()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.out.find("[unknown-key]"), std::string::npos);
}

TEST(Schema, is_printed_as_it_is_committed) {
  std::ostringstream committed;
  committed << std::ifstream("rules/schema/rule.schema.json").rdbuf();
  const test::Ran ran = run_picket({"schema"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out, committed.str());
}

}  // namespace
}  // namespace picket
