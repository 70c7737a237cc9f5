// SPDX-License-Identifier: Apache-2.0
// `matched`: what a decision shows of the text.
#include <gtest/gtest.h>

#include <string>

#include "tests/filter/engine/judge.h"

namespace picket {
namespace {

using test::Judge;

TEST(Evidence, is_the_earliest_occurrence_of_each_condition_by_place) {
  Judge judge("match: {all: [{link: any}, {text: [兑换, 积分]}, {text: 登录}]}\n");
  EXPECT_EQ(judge.evidence("登录 积分 兑换 积分 a.example/x"), "登录@0 积分@3 a.example/x@12");
}

TEST(Evidence, is_of_the_original_text_in_characters) {
  Judge judge("match: {text: 积分}\n");
  EXPECT_EQ(judge.evidence("a😀積-\u200B分b"), "積-\u200B分@2");
}

TEST(Evidence, of_a_sequence_or_near_is_one_a_step) {
  Judge sequence("match: {text: {sequence: [[登录, 点击], 领取], within: 4}}\n");
  EXPECT_EQ(sequence.evidence("登录一二三四五点击去领取"), "点击@7 领取@10");
  Judge near("match: {text: {near: [领取, 点击], within: 4}}\n");
  EXPECT_EQ(near.evidence("去点击并领取"), "点击@1 领取@4");
}

TEST(Evidence, is_given_for_every_condition_of_any_and_at_least_that_holds) {
  Judge any("match: {any: [{text: 甲}, {text: 乙}, {text: 丙}]}\n");
  EXPECT_EQ(any.evidence("丙一甲"), "丙@0 甲@2");
  Judge enough("match: {at_least: {count: 1, of: [{text: 甲}, {text: 乙}, {text: 丙}]}}\n");
  EXPECT_EQ(enough.evidence("丙一甲"), "丙@0 甲@2");
}

TEST(Evidence, is_not_given_for_conditions_under_not_nor_for_unless) {
  Judge judge("match: {all: [{text: 甲}, {not: {not: {text: 乙}}}]}\nunless: {text: 丁}\n");
  EXPECT_EQ(judge.evidence("乙甲"), "甲@1");
}

TEST(Evidence, is_not_given_by_other_predicates) {
  Judge judge("match: {all: [{sender: {kind: mobile}}, {route: test}, {text: 甲}]}\n");
  EXPECT_EQ(judge.evidence("甲"), "甲@0");
  Judge sender("match: {sender: {kind: mobile}}\n");
  EXPECT_EQ(sender.evidence("甲"), "");
}

TEST(Evidence, of_a_contact_is_the_contact) {
  Judge judge("match: {contact: {kind: phone}}\n");
  EXPECT_EQ(judge.evidence("电话 13900000123 或 13900000124"), "13900000123@3");
}

TEST(Evidence, points_at_the_right_bytes_behind_ill_formed_ones) {
  Judge judge("match: {text: 积分}\n");
  EXPECT_EQ(judge.evidence("\xFF\xE7\xA7积分"), "积分@2");
}

TEST(Decision, reports_shadow_rules_apart) {
  Judge judge({test::RuleText{.id = "t.a", .status = "shadow", .rest = "match: {text: 甲}\n"},
               test::RuleText{.id = "t.b", .action = "warn", .rest = "match: {text: 甲}\n"}});
  const core::Decision decision = judge.decide(Judge::sms("一甲"));
  EXPECT_EQ(decision.verdict, core::Verdict::warn);
  ASSERT_EQ(decision.reasons.size(), 1u);
  EXPECT_EQ(decision.reasons[0].rule, "t.b");
  ASSERT_EQ(decision.shadow.size(), 1u);
  EXPECT_EQ(decision.shadow[0].rule, "t.a");
  ASSERT_EQ(decision.shadow[0].matched.size(), 1u);
  EXPECT_EQ(decision.shadow[0].matched[0].at, 1u);
}

TEST(Decision, of_a_call_to_an_emergency_number_is_allow_unjudged) {
  Judge judge("match: {sender: {kind: mobile}}\n", "any");
  core::Event event = Judge::sms("");
  event.channel = core::Channel::call;
  EXPECT_EQ(judge.decide(event).verdict, core::Verdict::block);
  event.to.text = "110";
  const core::Decision decision = judge.decide(event);
  EXPECT_EQ(decision.verdict, core::Verdict::allow);
  EXPECT_EQ(decision.bypass, core::Bypass::emergency);
  EXPECT_TRUE(decision.reasons.empty());
  event.channel = core::Channel::sms;
  EXPECT_EQ(judge.decide(event).verdict, core::Verdict::block) << "an SMS to 110 is judged";
}

// Words that overlap themselves: so many hits a character that a long run of it exceeds the budget.
TEST(Decision, of_a_scan_that_a_budget_cut_is_incomplete) {
  std::string words;
  std::string word;
  for (int i = 0; i < 20; ++i) {
    word += "啊";
    words += (words.empty() ? "" : ", ") + word;
  }
  Judge judge("match: {all: [{text: [" + words + "]}, {text: 积分}]}\n");
  EXPECT_FALSE(judge.decide(Judge::sms("啊啊啊积分")).incomplete);
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "啊";
  EXPECT_TRUE(judge.decide(Judge::sms(many)).incomplete);
  EXPECT_FALSE(judge.decide(Judge::sms("啊啊啊")).incomplete) << "that is of one event";
}

}  // namespace
}  // namespace picket
