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
// begin than there is time for.
TEST(Budget, cuts_the_placing_of_steps) {
  std::vector<PhraseSet> sets;
  std::string text = "z" + std::string(1001, ' ');
  for (char c = 'a'; c < 'a' + 15; ++c) sets.push_back(any_of({std::string(1, c)}));
  sets.push_back(any_of({"z"}));
  for (std::size_t i = 0; i < 2000; ++i) {
    text += static_cast<char>('a' + (i * i + i / 7) % 15);
    text += ' ';
  }
  Compiled compiled({condition(Kind::near, sets, 1000)});
  const TestText hostile(text);
  EXPECT_FALSE(compiled.holds(hostile.views()));
  EXPECT_TRUE(compiled.incomplete());
}

}  // namespace
}  // namespace picket::match
