// SPDX-License-Identifier: Apache-2.0
// Phrases, one by one: boundaries, interning, evidence, faults; and what they take for granted of
// folding.
#include <gtest/gtest.h>

#include <string>

#include "filter/match/literal.h"
#include "filter/text/fold.h"
#include "filter/text/utf8.h"
#include "tests/filter/match/compiled.h"
#include "tests/filter/match/test_text.h"

namespace picket::match {
namespace {

using Kind = TextCondition::Kind;
using text::ViewKind;

bool is_in(const std::string& phrase, const std::string& text, ViewKind view = ViewKind::folded) {
  Compiled compiled({any(any_of({phrase}, view))});
  const TestText views(text);
  return compiled.holds(views.views());
}

TEST(Phrase, does_not_touch_a_letter_with_a_letter_nor_a_digit_with_a_digit) {
  EXPECT_TRUE(is_in("otp", "otp123"));
  EXPECT_FALSE(is_in("otp", "hotpot"));
  EXPECT_TRUE(is_in("95588", "致电95588。"));
  EXPECT_FALSE(is_in("95588", "955880"));
  EXPECT_TRUE(is_in("加V", "加V138"));
  EXPECT_FALSE(is_in("加V", "加VIP"));
  EXPECT_TRUE(is_in("积分", "我的积分已"));
}

TEST(Phrase, is_judged_by_the_folded_text_in_squeezed) {
  EXPECT_TRUE(is_in("vip", "a vip b", ViewKind::squeezed));
  EXPECT_FALSE(is_in("vip", "avipb", ViewKind::squeezed));
  EXPECT_TRUE(is_in("avip", "a vip", ViewKind::squeezed));
}

TEST(Phrase, has_no_boundaries_in_raw) { EXPECT_TRUE(is_in("otp", "hotpot", ViewKind::raw)); }

TEST(Phrase, counts_at_a_later_place_where_the_first_is_inside_a_word) {
  EXPECT_TRUE(is_in("otp", "hotpot otp"));
}

TEST(Phrase, may_be_a_single_character) {
  EXPECT_TRUE(is_in("v", "加v"));
  EXPECT_FALSE(is_in("v", "vx"));
  EXPECT_TRUE(is_in("加", "加v"));
  EXPECT_FALSE(is_in("分", "积"));
}

TEST(Phrase, is_found_at_the_very_ends_of_a_text_and_in_one_of_its_own_length) {
  EXPECT_TRUE(is_in("积分", "积分"));
  EXPECT_TRUE(is_in("积分", "积分x"));
  EXPECT_TRUE(is_in("积分", "x积分"));
  EXPECT_FALSE(is_in("积分兑换", "积分"));
  EXPECT_FALSE(is_in("积分", ""));
}

TEST(Phrase, may_begin_like_others_and_contain_them) {
  const std::vector<std::string> words{"a",          "ab",      "abc",  "abcdefgh", "abcdefghijkl",
                                       "bcd",        "积",      "积分", "积分兑",   "积分兑换",
                                       "分兑换礼品", "abcdefgx"};
  std::vector<TextCondition> conditions;
  for (const std::string& word : words) {
    conditions.push_back(any(any_of({word}, ViewKind::raw)));
  }
  Compiled compiled(conditions);
  for (const std::string text :
       {"abcdefghijkl", "abcdefgh", "积分兑换礼品", "abcdefgx积", "积分"}) {
    const TestText views(text);
    const auto holding = compiled.holding(views.views());
    for (std::size_t i = 0; i < words.size(); ++i) {
      EXPECT_EQ(holding[i], text.find(words[i]) != std::string::npos) << words[i] << " " << text;
    }
  }
}

TEST(PatternSetBuilder, gives_equal_conditions_one_id) {
  PatternSetBuilder builder;
  const auto first = builder.add(any(any_of({"积分", "礼品"})));
  EXPECT_EQ(builder.add(any(any_of({"礼品", "积分", "积分"}))), first);
  EXPECT_EQ(builder.add(condition(Kind::all, {any_of({"积分", "礼品"})})), first);
  EXPECT_NE(builder.add(any(any_of({"积分", "礼品"}, ViewKind::squeezed))), first);
  const auto near = builder.add(condition(Kind::near, {any_of({"a"}), any_of({"b"})}, 3));
  EXPECT_EQ(builder.add(condition(Kind::near, {any_of({"b"}), any_of({"a"})}, 3)), near);
  EXPECT_NE(builder.add(condition(Kind::near, {any_of({"b"}), any_of({"a"})}, 4)), near);
  EXPECT_NE(builder.add(condition(Kind::sequence, {any_of({"a"}), any_of({"b"})}, 3)), near);
}

TEST(PatternSetBuilder, reports_every_fault_with_its_condition) {
  PatternSetBuilder builder;
  builder.add(any(any_of({"积分"})));
  const auto empty_phrase = builder.add(any(any_of({""})));
  const auto empty_set = builder.add(any({}));
  const auto bad_regex = builder.add(regex("(a"));
  const auto mixed =
      builder.add(condition(Kind::sequence, {any_of({"a"}), any_of({"b"}, ViewKind::squeezed)}, 3));
  const auto crowd =
      builder.add(condition(Kind::near, std::vector<PhraseSet>(17, any_of({"a"})), 3));
  const auto compiled = std::move(builder).compile();
  ASSERT_FALSE(compiled);
  std::vector<ConditionId> faulty;
  for (const CompileError& error : compiled.error()) faulty.push_back(error.condition);
  EXPECT_EQ(faulty, (std::vector{empty_phrase, empty_set, bad_regex, mixed, crowd}));
}

TEST(PatternSet, may_be_empty) {
  Compiled compiled({});
  const TestText text("积分");
  EXPECT_TRUE(compiled.set().scan(text.views(), compiled.scratch()).empty());
  EXPECT_EQ(compiled.set().views_needed(), 0);
}

TEST(PatternSet, names_the_views_its_conditions_look_in) {
  const Compiled compiled({any(any_of({"a"}, ViewKind::squeezed)), regex("b+", ViewKind::leet)});
  EXPECT_EQ(compiled.set().views_needed(),
            1u << static_cast<int>(ViewKind::squeezed) | 1u << static_cast<int>(ViewKind::leet));
}

TEST(PatternSet, thinks_more_and_longer_phrases_rarer_and_alternatives_commoner) {
  const Compiled compiled({any(any_of({"积分"})), any(any_of({"积分兑换"})),
                           any(any_of({"积分", "礼品"})),
                           condition(Kind::all, {any_of({"积分"}), any_of({"礼品"})}),
                           any(any_of({"ab"})), regex("\\d+x")});
  const auto rarity = [&](std::size_t i) { return compiled.set().rarity(compiled.ids()[i]); };
  EXPECT_GT(rarity(1), rarity(0));
  EXPECT_LT(rarity(2), rarity(0));
  EXPECT_GT(rarity(3), rarity(0));
  EXPECT_LT(rarity(4), rarity(0));
  EXPECT_EQ(rarity(5), 0u);
}

TEST(PatternSet, shows_the_earliest_occurrence_over_all_views_of_a_phrase) {
  Compiled compiled({any({{ViewKind::folded, "分", true}, {ViewKind::squeezed, "换", true}})});
  const TestText text("。。。换分");
  ASSERT_TRUE(compiled.holds(text.views()));
  EXPECT_EQ(compiled.occurrences(0, text.views()),
            (std::vector{Occurrence{ViewKind::squeezed, 0, 1}}));
}

// A hit between ideographs is never looked at twice: no ideograph is a digit or of a spaced script.
TEST(Literal, may_skip_the_boundary_between_ideographs) {
  text::Folder folder;
  for (char32_t c = 0x3400; c <= 0x9FFF; ++c) {
    char bytes[4];
    const std::string_view character(bytes, text::utf8_put(c, bytes));
    const text::Views& views = folder.fold(character, text::view_bit(ViewKind::squeezed));
    const std::string_view folded = views[ViewKind::folded].bytes;
    if (may_touch_a_word(folded)) continue;
    for (const text::CharacterClass of : views.folded_class) {
      ASSERT_NE(of, text::CharacterClass::digit) << static_cast<unsigned>(c);
      ASSERT_NE(of, text::CharacterClass::spaced_letter) << static_cast<unsigned>(c);
    }
  }
  EXPECT_FALSE(may_touch_a_word("积分"));
  EXPECT_TRUE(may_touch_a_word("积v"));
  EXPECT_TRUE(may_touch_a_word("1积"));
}

// What lets `.` be any character when a regex is lowered.
TEST(Folding, leaves_no_newline_but_in_raw) {
  text::Folder folder;
  const text::Views& views = folder.fold("a\nb\r\nc\n\n\nd\n");
  for (const ViewKind view : {ViewKind::folded, ViewKind::squeezed, ViewKind::leet}) {
    EXPECT_EQ(views[view].bytes.find('\n'), std::string_view::npos);
  }
}

}  // namespace
}  // namespace picket::match
