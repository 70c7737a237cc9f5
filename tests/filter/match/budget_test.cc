// SPDX-License-Identifier: Apache-2.0
// Texts made to hurt: a scan ends at its budget, says so, and keeps what it found before.
#include <gtest/gtest.h>

#include <string>

#include "tests/filter/match/compiled.h"
#include "tests/filter/match/test_text.h"

namespace picket::match {
namespace {

using Kind = TextCondition::Kind;
using text::ViewKind;

TEST(Budget, cuts_a_scan_with_too_many_hits_and_keeps_what_came_before) {
  std::vector<TextCondition> conditions{any(any_of({"先"}, ViewKind::raw)),
                                        any(any_of({"后"}, ViewKind::raw))};
  for (std::size_t length = 1; length <= 20; ++length) {
    conditions.push_back(any(any_of({std::string(length, 'a')}, ViewKind::raw)));
  }
  Compiled compiled(conditions, {.base = 100, .per_byte = 2});
  const TestText hostile("先" + std::string(65536, 'a') + "后");
  const auto holding = compiled.holding(hostile.views());
  EXPECT_TRUE(compiled.incomplete());
  EXPECT_TRUE(holding[0]);
  EXPECT_FALSE(holding[1]);

  const TestText tame("先aaa后");
  EXPECT_TRUE(compiled.holding(tame.views())[1]);
  EXPECT_FALSE(compiled.incomplete()) << "the next text is not blamed for the last one";
}

TEST(Budget, is_enough_for_two_hits_a_byte) {
  Compiled compiled({any(any_of({"a"}, ViewKind::raw)), any(any_of({"aa"}, ViewKind::raw))});
  const TestText text(std::string(65536, 'a'));
  EXPECT_EQ(compiled.holding(text.views()), (std::vector{true, true}));
  EXPECT_FALSE(compiled.incomplete());
}

// Ten thousand pairs of words that are all there, and no pair where it should be.
TEST(Budget, is_enough_for_ten_thousand_near_misses) {
  const auto word = [](std::size_t i) { return "字" + std::to_string(1000 + i); };
  std::vector<TextCondition> conditions;
  std::string text;
  for (std::size_t i = 0; i < 100; ++i) {
    for (std::size_t j = 0; j < 100; ++j) {
      if (i == j) continue;
      conditions.push_back(condition(
          Kind::sequence, {any_of({word(i)}, ViewKind::raw), any_of({word(j)}, ViewKind::raw)}, 0));
    }
    for (int times = 0; times < 40; ++times) text += word(i) + "-";
  }
  Compiled compiled(conditions);
  const TestText views(text);
  for (const bool holds : compiled.holding(views.views())) EXPECT_FALSE(holds);
  EXPECT_FALSE(compiled.incomplete());
}

// Sixteen steps in any order, fifteen of them everywhere and the last too far away: more ways to
// begin than there is time for. The phrase at the end is looked for last.
TEST(Budget, cuts_the_placing_of_steps_and_no_phrase_for_it) {
  std::vector<PhraseSet> sets;
  std::string text = "z" + std::string(1001, ' ');
  for (char c = 'a'; c < 'a' + 15; ++c) sets.push_back(any_of({std::string(1, c)}));
  sets.push_back(any_of({"z"}));
  for (std::size_t i = 0; i < 2000; ++i) {
    text += static_cast<char>('a' + (i * i + i / 7) % 15);
    text += ' ';
  }
  text += "phrase";
  Compiled compiled({condition(Kind::near, sets, 1000), any(any_of({"phrase"}))});
  const TestText hostile(text);
  EXPECT_EQ(compiled.holding(hostile.views()), (std::vector{false, true}));
  EXPECT_TRUE(compiled.incomplete());
}

// Six characters a block each, so that no three steps are near, asked for by a thousand rules.
TEST(Budget, is_enough_for_one_placing_of_blocks_and_not_for_a_thousand) {
  const std::vector<std::string> words{"甲", "乙", "丙", "丁", "戊", "己"};
  std::vector<TextCondition> conditions;
  for (std::uint32_t within = 0; within < 1000; ++within) {
    conditions.push_back(
        condition(Kind::near, {any_of({"甲"}), any_of({"丙"}), any_of({"己"})}, within));
  }
  std::string text;
  for (const std::string& word : words) {
    for (int times = 0; times < 3000; ++times) text += word;
  }
  const TestText views(text);
  Compiled one({conditions.back()});
  EXPECT_FALSE(one.holds(views.views()));
  EXPECT_FALSE(one.incomplete());
  Compiled thousand(conditions);
  for (const bool holds : thousand.holding(views.views())) EXPECT_FALSE(holds);
  EXPECT_TRUE(thousand.incomplete());
}

// Whether three steps are near is soon told at the end of the text; where they are first is not.
TEST(Budget, of_evidence_is_one_for_all_conditions_of_a_text) {
  std::vector<TextCondition> conditions;
  for (std::uint32_t within = 0; within < 500; ++within) {
    conditions.push_back(
        condition(Kind::near, {any_of({"甲"}), any_of({"乙"}), any_of({"丙"})}, within));
  }
  std::string text;
  for (int times = 0; times < 3000; ++times) text += "甲乙丙";
  const TestText views(text);
  Compiled compiled(conditions);
  for (int scans = 0; scans < 2; ++scans) {
    for (const bool holds : compiled.holding(views.views())) EXPECT_TRUE(holds);
    std::size_t told = 0;
    while (told < conditions.size() && !compiled.occurrences(told, views.views()).empty()) ++told;
    EXPECT_GT(told, 10u);
    EXPECT_LT(told, 400u);
    for (std::size_t i = told; i < conditions.size(); ++i) {
      EXPECT_TRUE(compiled.occurrences(i, views.views()).empty());
    }
    EXPECT_FALSE(compiled.incomplete()) << "what holds is known";
  }
}

}  // namespace
}  // namespace picket::match
