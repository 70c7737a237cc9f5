// SPDX-License-Identifier: Apache-2.0
#include "filter/engine/rule_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "filter/engine/test_event.h"
#include "tests/filter/ruleset/rules_dir.h"

namespace picket {
namespace {

using test::RulesDir;
using test::RuleText;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class RuleTests : public testing::Test {
 protected:
  void load(std::initializer_list<RuleText> rules) {
    for (const RuleText& rule : rules) directory_.add(rule.id + ".yaml", rule.yaml());
    rules_ = directory_.load({.inactive = true, .now = {}});
    ASSERT_TRUE(rules_) << directory_.rendered();
  }

  // The failed tests, by place.
  std::vector<std::string> run(std::initializer_list<RuleText> rules) {
    load(rules);
    directory_.diagnostics = {};
    counts_ = engine::run_rule_tests(rules_, directory_.diagnostics);
    return directory_.places();
  }

  RulesDir directory_;
  std::shared_ptr<const ruleset::Ruleset> rules_;
  engine::RuleTestCounts counts_;
};

TEST_F(RuleTests, compare_hits_and_misses_and_point_at_those_that_differ) {
  EXPECT_THAT(run({RuleText{.rest = R"(match: {text: 积分}
tests:
  - hit: one
    text: 您的积分
  - hit: two
    text: 您好
  - miss: three
    text: 您好
  - miss: four
    text: 积分
)"}}),
              ElementsAre("t.rule.yaml:14:10 test-failed", "t.rule.yaml:18:11 test-failed"));
  EXPECT_EQ(counts_.passed, 2u);
  EXPECT_EQ(counts_.failed, 2u);
  EXPECT_THAT(directory_.rendered(), HasSubstr("`t.rule` does not hit \"two\""));
  EXPECT_THAT(directory_.rendered(), HasSubstr("`text` at line 10 does not hold"));
  EXPECT_THAT(directory_.rendered(), HasSubstr("`t.rule` hits \"four\""));
}

TEST_F(RuleTests, judge_a_rule_alone_as_if_enforced_whatever_its_status_and_date) {
  const std::string rest = R"(expires: 2020-01-01
match: {text: 积分}
tests: [{hit: a, text: 积分}, {miss: b, text: b}]
)";
  EXPECT_THAT(run({RuleText{.id = "t.draft", .status = "draft", .rest = rest},
                   RuleText{.id = "t.shadow", .status = "shadow", .rest = rest},
                   RuleText{.id = "t.retired", .status = "retired", .rest = rest},
                   RuleText{.id = "t.allow",
                            .action = "allow",
                            .rest = "match: {text: 积分}\n"
                                    "tests: [{hit: a, text: 积分},"
                                    " {miss: b, text: b}]\n"}}),
              IsEmpty());
  EXPECT_EQ(counts_.passed, 8u);
}

TEST_F(RuleTests, fill_in_what_an_event_does_not_say) {
  EXPECT_THAT(run({RuleText{.rest = R"(match:
  all:
    - sender: {number: '+8613900000001'}
    - recipient: {number: '+8613900000002'}
    - route: test
    - time: {between: "12:00-12:01", days: [mon]}
tests:
  - hit: all of it by default
  - miss: another sender
    from: '95588'
  - miss: another recipient
    to: '95588'
  - miss: another route
    route: smpp:x
  - miss: another time
    time: 2026-01-05T11:59:59+08:00
)"}}),
              IsEmpty());
}

TEST_F(RuleTests, judge_events_of_the_rules_channel_and_sms_for_any) {
  EXPECT_THAT(
      run({RuleText{.id = "t.call", .channel = "call", .rest = R"(match: {call: {diverted: true}}
tests:
  - hit: diverted
    call: {diverted: true}
  - miss: an sms
    events: [{channel: sms, text: a, call: {diverted: true}}]
)"},
           RuleText{.id = "t.any", .channel = "any", .rest = R"(match: {text: 积分}
tests:
  - hit: an sms
    text: 积分
  - miss: an outcome
    events: [{channel: outcome, text: 积分}]
)"},
           RuleText{.id = "t.outcome",
                    .channel = "outcome",
                    .rest = R"(match: {outcome: {ring_under: 3s, answered: false}}
tests:
  - hit: one ring
    outcome: {ring_s: 2.5, answered: false}
  - miss: answered
    outcome: {ring_s: 2.5, answered: true}
)"}}),
      IsEmpty());
  EXPECT_EQ(counts_.passed, 6u);
}

TEST_F(RuleTests, judge_the_last_of_several_events) {
  EXPECT_THAT(run({RuleText{.rest = R"(match: {text: 积分}
tests:
  - hit: last
    events: [{text: a}, {text: 积分}]
  - miss: first
    events: [{text: 积分}, {text: a}]
)"}}),
              IsEmpty());
}

TEST_F(RuleTests, of_rules_that_ask_the_memory_are_skipped_and_counted) {
  EXPECT_THAT(
      run({RuleText{.id = "t.rate", .rest = R"(match:
  rate: {count: events, by: sender, within: 10m, over: 1}
tests:
  - hit: two
    events: [{repeat: 2}]
  - miss: one
)"},
           RuleText{.rest = "match: {text: a}\ntests: [{hit: a, text: a}, {miss: b, text: b}]\n"}}),
      IsEmpty());
  EXPECT_EQ(counts_.skipped, 2u);
  EXPECT_EQ(counts_.skipped_rules, 1u);
  EXPECT_EQ(counts_.passed, 2u);
}

TEST_F(RuleTests, of_rules_that_are_not_compiled_are_not_counted) {
  directory_.add("a.yaml", RuleText{.status = "draft"}.yaml());
  const auto rules = directory_.load();
  ASSERT_TRUE(rules) << directory_.rendered();
  counts_ = engine::run_rule_tests(rules, directory_.diagnostics);
  EXPECT_EQ(counts_.passed + counts_.failed + counts_.skipped, 0u);
}

// The events of a test, as "text from time" each.
std::vector<std::string> events_of(const ruleset::RuleTest& test) {
  engine::TestEvents events(test, core::Channel::sms);
  std::vector<std::string> all;
  while (events.next()) {
    const core::Event& event = events.event();
    all.push_back(std::string(event.text) + ' ' + std::string(event.from.text) + ' ' +
                  core::format_rfc3339(*event.time));
  }
  return all;
}

ruleset::TestEvent event(std::string text, std::string from) {
  ruleset::TestEvent written;
  written.text = std::move(text);
  written.from = std::move(from);
  return written;
}

TEST(TestEvents, repeat_with_numbers_of_three_digits_each_a_second_later) {
  ruleset::RuleTest test;
  test.events = {event("a {n} b {n}", "+861390000{n}"), event("{n}", "1"), event("c", "1"),
                 event("d", "1")};
  test.events[0].repeat = 3;
  test.events[2].time = core::parse_rfc3339("2026-02-01T00:00:00Z").value();
  EXPECT_THAT(events_of(test), ElementsAre("a 001 b 001 +861390000001 2026-01-05T04:00:00Z",
                                           "a 002 b 002 +861390000002 2026-01-05T04:00:01Z",
                                           "a 003 b 003 +861390000003 2026-01-05T04:00:02Z",
                                           "{n} 1 2026-01-05T04:00:03Z", "c 1 2026-02-01T00:00:00Z",
                                           "d 1 2026-02-01T00:00:01Z"));
}

TEST(TestEvents, repeat_1_is_a_repeat_too) {
  ruleset::RuleTest test;
  test.events = {event("{n}", "x")};
  test.events[0].repeat = 1;
  EXPECT_THAT(events_of(test), ElementsAre("001 x 2026-01-05T04:00:00Z"));
}

}  // namespace
}  // namespace picket
