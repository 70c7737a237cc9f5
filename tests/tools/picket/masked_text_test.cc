// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/masked_text.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace picket
