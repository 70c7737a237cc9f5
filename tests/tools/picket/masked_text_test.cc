// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/masked_text.h"

#include <gtest/gtest.h>

#include <iterator>
#include <random>
#include <string>

namespace picket {
namespace {

std::string masked(std::string_view text) { return tool::TextMask().masked(text); }

TEST(MaskedText, has_no_digit_and_no_link_of_the_original) {
  EXPECT_EQ(masked("Card 4412 of +86 139-0000-0001"), "Card 0000 of +00 000-0000-0000");
  EXPECT_EQ(masked("登录 http://bank.test/a?b=1 兑换"), "登录 link.example 兑换");
  EXPECT_EQ(masked("a.example/1 和 b.test/2。"), "link.example 和 link.example。");
  EXPECT_EQ(masked("尾号１２③"), "尾号000");
}

TEST(MaskedText, keeps_words_and_case_and_punctuation) {
  EXPECT_EQ(masked("Dear Sir,\n您好！é\xFF"), "Dear Sir,\n您好！é\xFF");
  EXPECT_EQ(masked(""), "");
}

TEST(MaskedText, is_of_the_last_text_alone) {
  tool::TextMask mask;
  mask.masked("http://link.test/ 123456");
  EXPECT_EQ(mask.masked("no number here"), "no number here");
}

TEST(MaskedText, leaves_no_digit_of_whatever_bytes) {
  std::mt19937 random(9);
  const std::string pieces[] = {"7", "\xEF\xBC\x93", "\xFF", "\xE4\xB8", "\u20E3",
                                "½", "a.test/",      "积",   ".",        "\u200B",
                                "③", "http://",      " ",    "e\u0301"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto i = random() % 20; i > 0; --i) text += pieces[random() % std::size(pieces)];
    const std::string once = masked(text);
    for (const char* digit : {"7", "\xEF\xBC\x93", "½", "③"}) {
      EXPECT_EQ(once.find(digit), std::string::npos) << text;
    }
  }
}

}  // namespace
}  // namespace picket
