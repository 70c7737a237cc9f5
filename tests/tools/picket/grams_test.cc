// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/grams.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/filter/ruleset/rules_dir.h"
#include "tests/tools/picket/judged_text.h"

namespace picket {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using tool::Gram;
using tool::GramFinder;

std::vector<std::string> phrases_of(std::string_view text) {
  GramFinder finder;
  std::vector<std::string> phrases;
  for (const Gram& gram : finder.find(text)) phrases.push_back(finder.phrase(gram));
  return phrases;
}

TEST(Grams, are_words_with_one_space_between) {
  EXPECT_THAT(phrases_of("Your parcel is here"),
              ElementsAre("your", "your parcel", "your parcel is", "your parcel is here", "parcel",
                          "parcel is", "parcel is here", "is here", "here"));
}

TEST(Grams, of_words_end_at_punctuation_digits_and_links) {
  EXPECT_THAT(phrases_of("your parcel, 5 mails www.link.example/now here"),
              ElementsAre("your", "your parcel", "parcel", "mails", "here"));
}

TEST(Grams, of_han_leave_punctuation_out) {
  EXPECT_THAT(phrases_of("积分，兑换 7 元整"),
              ElementsAre("积分", "积分兑", "积分兑换", "分兑", "分兑换", "兑换", "元整"));
}

TEST(Grams, take_words_among_han_whole) {
  EXPECT_THAT(phrases_of("登录ETC账户"),
              ElementsAre("登录", "登录etc", "登录etc账", "登录etc账户", "录etc", "录etc账",
                          "录etc账户", "etc账", "etc账户", "账户"));
}

TEST(Grams, keep_marks_with_the_letter_they_stand_on) {
  for (const std::string& phrase : phrases_of("เงินกู้ด่วน")) {
    EXPECT_FALSE(phrase.starts_with("\xE0\xB9\x88")) << phrase;  // mai ek
    EXPECT_FALSE(phrase.starts_with("\xE0\xB8\xB9")) << phrase;  // sara uu
  }
  EXPECT_THAT(phrases_of("เงินกู้ด่วน"), Contains("เงินกู้"));
}

TEST(Grams, say_what_they_are_part_of) {
  GramFinder finder;
  const auto grams = finder.find("积分兑换");
  const auto of = [&](std::string_view phrase) {
    for (const Gram& gram : grams) {
      if (finder.phrase(gram) == phrase) return gram;
    }
    return Gram{};
  };
  EXPECT_EQ(of("积分兑").front, of("积分").hash);
  EXPECT_EQ(of("积分兑").back, of("分兑").hash);
  EXPECT_EQ(of("兑换").begin, 2u);
  EXPECT_EQ(of("兑换").end, 4u);
  EXPECT_TRUE(of("兑换").unspaced);
}

TEST(Grams, of_nothing_are_none) {
  EXPECT_THAT(phrases_of(""), IsEmpty());
  EXPECT_THAT(phrases_of("12 !? a bc"), IsEmpty());
}

// A phrase is one that a rule finds in the text it came from.
TEST(Grams, are_phrases_that_a_rule_finds) {
  std::mt19937 random(3);
  const std::string pieces[] = {"积分", "兑换", "您的", "ETC", "card",   " ",  " ",
                                "，",   "7",    "free", "กู้",   "Ｆｕll", "已", "-"};
  for (int round = 0; round < 40; ++round) {
    std::string text;
    for (auto i = 3 + random() % 9; i > 0; --i) text += pieces[random() % std::size(pieces)];
    const std::vector<std::string> phrases = phrases_of(text);
    test::RulesDir rules;
    for (std::size_t i = 0; i < phrases.size(); ++i) {
      const std::string id = "t.g" + std::to_string(i);
      rules.add(id + ".yaml",
                test::RuleText{.id = id, .rest = "match: {text: \"" + phrases[i] + "\"}\n"}.yaml());
    }
    if (phrases.empty()) continue;
    const auto ruleset = rules.load();
    ASSERT_NE(ruleset, nullptr) << rules.rendered();
    EXPECT_EQ(test::JudgedTexts(ruleset).hits_on(text).size(), phrases.size()) << text;
  }
}

}  // namespace
}  // namespace picket
