// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/marks.h"

#include <gtest/gtest.h>

namespace picket {
namespace {

using tool::Marks;
using tool::Paint;
using tool::sign_line;

TEST(Marks, stand_under_both_columns_of_a_wide_character_and_under_none_of_a_mark) {
  Marks marks(6);
  marks.mark(1, 2, Paint::yellow);
  marks.mark(4, 1, Paint::green);
  EXPECT_EQ(sign_line("a积b分e\u0301", 0, marks), " ^^^  ~");
}

TEST(Marks, of_a_later_line_are_counted_from_its_first_character) {
  Marks marks(4);
  marks.mark(2, 1, Paint::yellow);
  EXPECT_EQ(sign_line("ab", 0, marks), "");
  EXPECT_EQ(sign_line("分d", 2, marks), "^^");
}

TEST(Marks, end_with_the_text) {
  Marks marks(2);
  marks.mark(1, 100, Paint::yellow);
  marks.mark(50, 1, Paint::yellow);
  EXPECT_EQ(sign_line("ab", 0, marks), " ^");
}

TEST(Marks, change_nothing_of_a_line_without_colours) {
  Marks marks(2);
  marks.mark(0, 1, Paint::yellow);
  EXPECT_EQ(tool::painted_line("积b", 0, marks, tool::Terminal()), "积b");
}

}  // namespace
}  // namespace picket
