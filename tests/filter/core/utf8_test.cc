// SPDX-License-Identifier: Apache-2.0
#include "filter/core/utf8.h"

#include <gtest/gtest.h>

namespace picket::core {
namespace {

TEST(Utf8, knows_the_length_of_a_character) {
  EXPECT_EQ(utf8_sequence("a"), 1);
  EXPECT_EQ(utf8_sequence("\xC3\xA9x"), 2);
  EXPECT_EQ(utf8_sequence("积x"), 3);
  EXPECT_EQ(utf8_sequence("\xF0\x9F\x92\xB0"), 4);
  EXPECT_EQ(utf8_sequence(std::string_view("\0", 1)), 1);
}

// The examples of Unicode 15, table 3-8 to 3-11: how many bytes one U+FFFD stands for.
TEST(Utf8, replaces_maximal_subparts) {
  EXPECT_EQ(utf8_sequence("\xC0\xAF"), -1);
  EXPECT_EQ(utf8_sequence("\xE0\x80\xBF"), -1);
  EXPECT_EQ(utf8_sequence("\xED\xA0\x80"), -1);
  EXPECT_EQ(utf8_sequence("\xF4\x91\x92\x93"), -1);
  EXPECT_EQ(utf8_sequence("\xFF"), -1);
  EXPECT_EQ(utf8_sequence("\x80"), -1);
  EXPECT_EQ(utf8_sequence("\xE1\x80\xE2"), -2);
  EXPECT_EQ(utf8_sequence("\xF0\x91\x92"), -3);
  EXPECT_EQ(utf8_sequence("\xF1\x80"), -2);
}

TEST(Utf8, cuts_between_characters) {
  EXPECT_EQ(utf8_prefix("积分", 6), "积分");
  EXPECT_EQ(utf8_prefix("积分", 5), "积");
  EXPECT_EQ(utf8_prefix("积分", 3), "积");
  EXPECT_EQ(utf8_prefix("积分", 2), "");
  EXPECT_EQ(utf8_prefix("", 2), "");
  EXPECT_EQ(utf8_prefix("a\x80\x80\x80\x80\x80\x80", 5), "a\x80\x80\x80\x80");
}

}  // namespace
}  // namespace picket::core
