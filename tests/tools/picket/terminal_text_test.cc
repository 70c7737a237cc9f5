// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/terminal_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

namespace picket {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using tool::columns_of;
using tool::first_columns;
using tool::fitted;
using tool::printable;
using tool::wrapped;

TEST(Printable, keeps_what_a_terminal_would_obey_from_it) {
  EXPECT_EQ(printable("red \033[31m now\a"), "red  [31m now ");
  EXPECT_EQ(printable("one\ntwo\r\tx\x7f"), "one⏎two  x ");
  EXPECT_EQ(printable("c1 \xC2\x9B"
                      "31m"),
            "c1  31m");
  EXPECT_EQ(printable("a\u202Eb\u2066c\u200F\u2028"), "a·b·c··");
  EXPECT_EQ(printable(std::string(1, '\0')), " ");
}

TEST(Printable, leaves_text_as_it_is) {
  const std::string text = "您好 สวัสดี ❤️ e\u0301 \u200B zero";
  EXPECT_EQ(printable(text), text);
}

TEST(Printable, is_character_for_character) {
  EXPECT_EQ(printable("a\xFF\xE6\x82z"), "a\uFFFD\uFFFDz");
}

TEST(Columns, count_han_twice_and_marks_not_at_all) {
  EXPECT_EQ(columns_of("abc"), 3u);
  EXPECT_EQ(columns_of("您好a"), 5u);
  EXPECT_EQ(columns_of("e\u0301"), 1u);
  EXPECT_EQ(columns_of(""), 0u);
}

TEST(FirstColumns, never_cut_a_character) {
  EXPECT_EQ(first_columns("您好", 3), "您");
  EXPECT_EQ(first_columns("您好", 4), "您好");
  EXPECT_EQ(first_columns("您好", 0), "");
  EXPECT_EQ(fitted("abcdef", 6), "abcdef");
  EXPECT_EQ(fitted("abcdef", 5), "abcd…");
  EXPECT_EQ(fitted("您好吗", 5), "您好…");
}

TEST(Wrapped, breaks_behind_spaces_and_between_han) {
  EXPECT_THAT(wrapped("one two three", 8), ElementsAre("one two ", "three"));
  EXPECT_THAT(wrapped("one two  three", 7), ElementsAre("one two  ", "three"));
  EXPECT_THAT(wrapped("您好吗", 4), ElementsAre("您好", "吗"));
  EXPECT_THAT(wrapped("abcdefgh", 3), ElementsAre("abc", "def", "gh"));
  EXPECT_THAT(wrapped("", 4), IsEmpty());
}

TEST(Wrapped, loses_nothing_and_keeps_to_its_columns) {
  std::mt19937 random(7);
  const std::string pieces[] = {"a", "bc", " ", "  ", "您", "é", "e\u0301", "word", "。"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (auto i = random() % 30; i > 0; --i) text += pieces[random() % std::size(pieces)];
    const std::size_t columns = 2 + random() % 12;
    std::string all;
    for (const std::string_view line : wrapped(text, columns)) {
      EXPECT_FALSE(line.empty());
      EXPECT_LE(columns_of(line.substr(0, line.find_last_not_of(' ') + 1)), columns) << text;
      all += line;
    }
    EXPECT_EQ(all, text);
  }
}

TEST(Terminal, paints_nothing_in_a_file) {
  EXPECT_EQ(tool::Terminal().painted("x", tool::Paint::red), "x");
  EXPECT_FALSE(tool::Terminal().is_terminal());
}

}  // namespace
}  // namespace picket
