// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/filter/predicates/condition.h"

namespace picket {
namespace {

using match::TextCondition;
using predicates::Expression;
using test::Condition;
using test::Parser;
using testing::ElementsAre;
using testing::IsEmpty;
using text::ViewKind;

// The text condition that a `text` of one part is.
TextCondition parsed(std::string_view yaml) {
  const Condition condition(yaml);
  EXPECT_EQ(condition.expression().kind, Expression::Kind::text) << yaml;
  return condition.expression().text;
}

std::vector<ViewKind> views_of(const match::PhraseSet& set) {
  std::vector<ViewKind> views;
  for (const match::Phrase& phrase : set) views.push_back(phrase.view);
  return views;
}

TEST(TextPredicate, one_phrase_is_looked_for_in_its_default_view) {
  EXPECT_TRUE(Condition("text: 积分").holds("您的积 分已到"));
  EXPECT_FALSE(Condition("text: 积分").holds("积极分析"));
  EXPECT_TRUE(Condition("text: act now").holds("ACT  NOW!"));
  EXPECT_FALSE(Condition("text: act now").holds("actnow"));
}

TEST(TextPredicate, a_list_means_any_of_its_phrases_each_in_its_own_view) {
  const TextCondition condition = parsed("text: [天气, redeem, 晴abc]");
  EXPECT_EQ(condition.kind, TextCondition::Kind::any);
  ASSERT_EQ(condition.sets.size(), 1u);
  EXPECT_THAT(views_of(condition.sets[0]),
              ElementsAre(ViewKind::squeezed, ViewKind::folded, ViewKind::squeezed));
  EXPECT_TRUE(Condition("text: [天气, redeem]").holds("please redeem"));
  EXPECT_FALSE(Condition("text: [天气, redeem]").holds("please redeemed"));
}

TEST(TextPredicate, phrases_are_folded_as_the_text_is) {
  EXPECT_EQ(parsed("text: ＡＢＣ").sets[0][0].bytes, "abc");
  EXPECT_EQ(parsed("text: {any: ＡＢＣ, view: raw}").sets[0][0].bytes, "ＡＢＣ");
  EXPECT_EQ(parsed("text: {any: \"积-分\", view: folded}").sets[0][0].bytes, "积-分");
  EXPECT_EQ(parsed("text: \"积-分\"").sets[0][0].bytes, "积分");
}

TEST(TextPredicate, a_view_that_is_named_counts_for_every_key_beside_it) {
  const Condition condition(
      "text: {any: [abc, 积分], sequence: [登录, go], within: 3, regex: x+y, view: leet}");
  ASSERT_EQ(condition.expression().kind, Expression::Kind::all);
  const auto& parts = condition.expression().children;
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_THAT(views_of(parts[0].text.sets[0]), ElementsAre(ViewKind::leet, ViewKind::leet));
  EXPECT_EQ(parts[1].text.sets[0][0].view, ViewKind::leet);
  EXPECT_EQ(parts[2].text.view, ViewKind::leet);
}

TEST(TextPredicate, case_counts_in_raw_alone) {
  EXPECT_TRUE(Condition("text: {any: OTP, view: raw}").holds("your OTP"));
  EXPECT_FALSE(Condition("text: {any: OTP, view: raw}").holds("your otp"));
  EXPECT_TRUE(Condition("text: {any: OTP, view: folded}").holds("your otp"));
}

TEST(TextPredicate, spellings_are_looked_for_in_squeezed_only) {
  EXPECT_TRUE(Condition("text: 加微信").holds("加 vx 123"));
  EXPECT_TRUE(Condition("text: 加微信").holds("加薇信"));
  EXPECT_FALSE(Condition("text: {any: 加微信, view: folded}").holds("加薇信"));
  EXPECT_GT(parsed("text: 微信").sets[0].size(), 5u);
  EXPECT_EQ(parsed("text: {any: 微信, view: folded}").sets[0].size(), 1u);
  // The text itself is never rewritten.
  EXPECT_TRUE(Condition("text: 女子").holds("女子学校"));
}

TEST(TextPredicate, all_wants_every_entry_and_any_of_an_entry_that_is_a_list) {
  const Condition condition("text: {all: [积分, [登录, 点击], redeem]}");
  EXPECT_TRUE(condition.holds("redeem: 点击 积分"));
  EXPECT_TRUE(condition.holds("登录，积分，redeem"));
  EXPECT_FALSE(condition.holds("登录，点击，redeem"));
}

TEST(TextPredicate, a_sequence_keeps_its_order_and_its_gap) {
  const Condition condition("text: {sequence: [[登录, 点击], 兑换], within: 3}");
  EXPECT_TRUE(condition.holds("点击兑换"));
  EXPECT_TRUE(condition.holds("点击一二三兑换"));
  EXPECT_FALSE(condition.holds("点击一二三四兑换"));
  EXPECT_FALSE(condition.holds("兑换点击"));
}

TEST(TextPredicate, near_is_a_sequence_in_any_order) {
  const Condition condition("text: {near: [登录, 兑换], within: 0}");
  EXPECT_TRUE(condition.holds("登录兑换"));
  EXPECT_TRUE(condition.holds("兑换登录"));
  EXPECT_FALSE(condition.holds("兑换来登录"));
}

TEST(TextPredicate, the_steps_of_a_sequence_share_one_view) {
  const TextCondition mixed = parsed("text: {sequence: [login, [go, 兑换]], within: 5}");
  EXPECT_EQ(mixed.sets[0][0].view, ViewKind::squeezed);
  EXPECT_EQ(mixed.sets[1][0].view, ViewKind::squeezed);
  EXPECT_EQ(parsed("text: {near: [login, go], within: 5}").sets[0][0].view, ViewKind::folded);
}

TEST(TextPredicate, a_regex_looks_in_folded_and_its_literals_are_folded) {
  EXPECT_EQ(parsed("text: {regex: '积分[0-9]+'}").view, ViewKind::folded);
  EXPECT_TRUE(Condition("text: {regex: 'ＡＢ[0-9]{3}'}").holds("ab123"));
  EXPECT_TRUE(Condition("text: {regex: '^hi$'}").holds("HI"));
  EXPECT_FALSE(Condition("text: {regex: '^hi$'}").holds("hi there"));
  EXPECT_FALSE(Condition("text: {regex: 'AB', view: raw}").holds("ab"));
}

TEST(TextPredicate, a_list_of_regexes_means_any_of_them) {
  const Condition condition("text: {regex: ['a+b', 'c+d']}");
  EXPECT_TRUE(condition.holds("aab"));
  EXPECT_TRUE(condition.holds("ccd"));
  EXPECT_FALSE(condition.holds("aac"));
}

TEST(TextPredicate, all_keys_of_a_mapping_must_hold) {
  const Condition condition(
      "text: {any: [积分], all: [登录], near: [a, b], within: 1, regex: 'z$'}");
  EXPECT_EQ(condition.expression().children.size(), 4u);
  EXPECT_TRUE(condition.holds("积分 登录 a b z"));
  EXPECT_FALSE(condition.holds("积分 登录 a b"));
  EXPECT_FALSE(condition.holds("登录 a b z"));
}

TEST(TextPredicate, parts_of_a_mapping_know_where_they_stand) {
  const Condition condition("text:\n  any: [积分]\n  regex: 'z$'\n");
  const auto& parts = condition.expression().children;
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].span.begin.line, 2u);
  EXPECT_EQ(parts[0].span.begin.column, 3u);
  EXPECT_EQ(parts[1].span.begin.line, 3u);
  EXPECT_EQ(parts[1].predicate, "text");
}

TEST(TextPredicate, a_plain_scalar_is_text_as_written) {
  EXPECT_EQ(parsed("text: 010").sets[0][0].bytes, "010");
  EXPECT_EQ(parsed("text: 95588").sets[0][0].bytes, "95588");
}

TEST(TextPredicate, one_sequence_may_have_only_one_step) {
  EXPECT_TRUE(Condition("text: {sequence: [积分], within: 0}").holds("积分"));
}

TEST(TextPredicate, limits_of_within_are_included) {
  Parser parser;
  parser.parse("text: {near: [a, b], within: 0}");
  EXPECT_THAT(parser.problems(), IsEmpty());
  parser.parse("text: {near: [a, b], within: 1000}");
  EXPECT_THAT(parser.problems(), IsEmpty());
  parser.parse("text: {near: [a, b], within: 1001}");
  EXPECT_THAT(parser.problems(), ElementsAre("1:30 out-of-range"));
  parser.parse("text: {near: [a, b], within: -1}");
  EXPECT_THAT(parser.problems(), ElementsAre("1:30 out-of-range"));
}

TEST(TextPredicate, near_takes_sixteen_steps_and_a_sequence_more) {
  const auto steps = [](int count) {
    std::string list = "[";
    for (int i = 0; i < count; ++i) list += (i == 0 ? "w" : ", w") + std::to_string(i);
    return list + "]";
  };
  Parser parser;
  parser.parse("text: {near: " + steps(16) + ", within: 5}");
  EXPECT_THAT(parser.problems(), IsEmpty());
  parser.parse("text: {near: " + steps(17) + ", within: 5}");
  EXPECT_THAT(parser.problems(), ElementsAre("1:14 too-many-steps"));
  parser.parse("text: {sequence: " + steps(17) + ", within: 5}");
  EXPECT_THAT(parser.problems(), IsEmpty());
}

TEST(TextPredicate, more_spellings_than_are_looked_for_are_a_warning) {
  Parser parser;
  EXPECT_TRUE(parser.parse("text: 微信微信微信微信微信"));
  EXPECT_THAT(parser.problems(), ElementsAre("1:7 warning too-many-spellings"));
}

}  // namespace
}  // namespace picket
