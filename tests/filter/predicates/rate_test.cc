// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/rate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "filter/core/time.h"
#include "tests/filter/predicates/condition.h"

namespace picket {
namespace {

using core::Truth;
using predicates::RateQuestion;
using predicates::RateTest;
using test::Condition;
using test::Parser;
using testing::ElementsAre;
using namespace std::chrono_literals;

const RateQuestion& question_of(const predicates::Expression& expression) {
  return dynamic_cast<const RateTest&>(*expression.test).question();
}

core::Event timed(core::Event event) {
  event.time = core::parse_rfc3339("2026-01-05T12:00:00+08:00").value();
  return event;
}

TEST(RatePredicate, asks_what_its_author_wrote) {
  const Condition condition(
      "rate: {count: distinct recipients, by: sender_prefix, within: 10m, over: 50}");
  const RateQuestion& question = question_of(condition.expression());
  EXPECT_EQ(question.count, RateQuestion::Count::distinct_recipients);
  EXPECT_EQ(question.by, RateQuestion::By::sender_prefix);
  EXPECT_EQ(question.within, 10min);
  EXPECT_EQ(question.over, 50u);
  EXPECT_EQ(question.where, nullptr);
}

TEST(RatePredicate, where_is_a_condition_of_one_event) {
  const Condition condition(
      "rate: {count: events, by: sender, within: 1h, over: 0, where: {text: 积分, link: any}}");
  const RateQuestion& question = question_of(condition.expression());
  ASSERT_NE(question.where, nullptr);
  EXPECT_EQ(question.where->children.size(), 2u);
}

TEST(RatePredicate, where_has_no_memory_however_deep) {
  Parser parser;
  EXPECT_FALSE(
      parser.parse("rate:\n"
                   "  count: events\n"
                   "  by: sender\n"
                   "  within: 1h\n"
                   "  over: 3\n"
                   "  where:\n"
                   "    any:\n"
                   "      - text: 积分\n"
                   "      - not: {after: {within: 1h}}\n"));
  EXPECT_THAT(parser.problems(), ElementsAre("9:15 nested-memory"));
}

TEST(RatePredicate, remembers_and_is_unknown_where_it_has_a_key) {
  for (const char* const by :
       {"sender", "recipient", "route", "content", "link_host", "sender_prefix"}) {
    const Condition condition("rate: {count: events, within: 1h, over: 3, by: " + std::string(by) +
                              "}");
    EXPECT_TRUE(condition.expression().test->remembers());
    core::Event event = timed(test::sms("see http://a.example"));
    event.route = "smpp:a";
    EXPECT_EQ(condition.truth(event), Truth::unknown) << by;
    core::Event bare = timed(core::Event{});
    EXPECT_EQ(condition.truth(bare), Truth::no) << by;
    event.time.reset();
    EXPECT_EQ(condition.truth(event), Truth::no) << by << ", without a time";
  }
}

TEST(RatePredicate, equal_words_in_rules_of_two_channels_are_two_tests) {
  constexpr std::string_view kYaml = "rate: {count: events, by: sender, within: 1h, over: 3}";
  Parser parser;
  const std::string sms = parser.parse(kYaml)->key;
  EXPECT_EQ(parser.parse(kYaml)->key, sms);
  parser.is_any_channel = true;
  EXPECT_NE(parser.parse(kYaml)->key, sms);
  parser.is_any_channel = false;
  parser.rule_channel = core::Channel::call;
  EXPECT_NE(parser.parse(kYaml)->key, sms);
}

}  // namespace
}  // namespace picket
