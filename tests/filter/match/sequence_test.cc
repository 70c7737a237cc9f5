// SPDX-License-Identifier: Apache-2.0
// Sequences and near, one rule of the specification a test.
#include <gtest/gtest.h>

#include <string>

#include "tests/filter/match/compiled.h"
#include "tests/filter/match/slow_model.h"
#include "tests/filter/match/test_text.h"

namespace picket::match {
namespace {

using Kind = TextCondition::Kind;

bool holds(const TextCondition& condition, const std::string& text) {
  Compiled compiled({condition});
  const TestText views(text);
  return compiled.holds(views.views());
}

TextCondition sequence(std::vector<PhraseSet> sets, std::uint32_t within) {
  return condition(Kind::sequence, std::move(sets), within);
}

TEST(Sequence, allows_as_many_characters_between_steps_as_it_says) {
  const auto login = sequence({any_of({"登录"}), any_of({"兑换"})}, 3);
  EXPECT_TRUE(holds(login, "登录兑换"));
  EXPECT_TRUE(holds(login, "登录一二三兑换"));
  EXPECT_FALSE(holds(login, "登录一二三四兑换"));
  EXPECT_FALSE(holds(login, "兑换登录"));
  EXPECT_TRUE(holds(sequence({any_of({"登录"}), any_of({"兑换"})}, 0), "登录兑换"));
}

TEST(Sequence, does_not_let_steps_overlap) {
  EXPECT_FALSE(holds(sequence({any_of({"积分"}), any_of({"分换"})}, 5), "积分换"));
  EXPECT_TRUE(holds(sequence({any_of({"积分"}), any_of({"分换"})}, 5), "积分换分换"));
  EXPECT_FALSE(holds(sequence({any_of({"积分"}), any_of({"积分"})}, 5), "积分"));
  EXPECT_TRUE(holds(sequence({any_of({"积分"}), any_of({"积分"})}, 5), "积分积分"));
}

// The last place of a step is not the one that fits.
TEST(Sequence, keeps_every_place_a_step_can_end_at) {
  const auto steps = sequence({any_of({"积"}), any_of({"分积", "分"}), any_of({"积换"})}, 1);
  EXPECT_TRUE(holds(steps, "积分积换"));
  const auto far = sequence({any_of({"积"}), any_of({"分"}), any_of({"换"})}, 2);
  EXPECT_TRUE(holds(far, "积分一分一换分分分"));
}

TEST(Sequence, takes_alternatives_of_different_length) {
  const auto steps = sequence({any_of({"登", "登录网站"}), any_of({"兑换"})}, 1);
  EXPECT_TRUE(holds(steps, "登录网站兑换"));
  EXPECT_TRUE(holds(steps, "登一兑换"));
  EXPECT_FALSE(holds(steps, "登一二兑换"));
}

TEST(Near, takes_any_order) {
  const auto near = condition(Kind::near, {any_of({"a"}), any_of({"b"}), any_of({"c"})}, 1);
  for (const char* text : {"a b c", "a c b", "b a c", "b c a", "c a b", "c b a", "c-b-a-x"}) {
    EXPECT_TRUE(holds(near, text)) << text;
  }
  EXPECT_FALSE(holds(near, "a b  c"));
  EXPECT_FALSE(holds(near, "a b"));
}

TEST(Near, needs_an_occurrence_for_each_mention_of_a_phrase) {
  const auto twice = condition(Kind::near, {any_of({"积分"}), any_of({"积分"})}, 4);
  EXPECT_FALSE(holds(twice, "积分"));
  EXPECT_TRUE(holds(twice, "积分和积分"));
  EXPECT_FALSE(holds(condition(Kind::near, {any_of({"积积"}), any_of({"积积"})}, 4), "积积积"));
}

TEST(Near, may_have_many_steps) {
  std::vector<PhraseSet> sets;
  std::string text;
  for (char c = 'a'; c < 'a' + 16; ++c) {
    sets.push_back(any_of({std::string(1, c)}));
    text = std::string(1, c) + " " + text;
  }
  EXPECT_TRUE(holds(condition(Kind::near, sets, 1), text));
  EXPECT_FALSE(holds(condition(Kind::near, sets, 0), text));
}

TEST(Sequence, shows_the_earliest_choice_that_fits) {
  const std::vector<std::pair<TextCondition, std::string>> cases{
      {sequence({any_of({"a"}), any_of({"b"})}, 2), "a   a b b"},
      {sequence({any_of({"a", "ab"}), any_of({"c"})}, 1), "ab1c"},
      {sequence({any_of({"积"}), any_of({"分", "分换"}), any_of({"换"})}, 0), "积分换换"},
      {condition(Kind::near, {any_of({"积"}), any_of({"积", "分"}), any_of({"换"})}, 1),
       "换分一积积分换"},
      {condition(Kind::near, {any_of({"积"}), any_of({"积"}), any_of({"积", "分"})}, 1),
       "积一积分积积"}};
  for (const auto& [condition, text] : cases) {
    Compiled compiled({condition});
    const TestText views(text);
    ASSERT_TRUE(compiled.holds(views.views())) << text;
    EXPECT_EQ(compiled.occurrences(0, views.views()), model_earliest(condition, views.views()))
        << text;
  }
}

}  // namespace
}  // namespace picket::match
