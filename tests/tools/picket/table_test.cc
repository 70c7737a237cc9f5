// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/table.h"

#include <gtest/gtest.h>

namespace picket {
namespace {

using tool::Align;
using tool::Table;
using tool::Terminal;

TEST(Table, aligns_names_left_and_numbers_right_by_drawn_columns) {
  Table table({Align::left, Align::right, Align::left});
  table.add({{"积分"}, {"7"}, {"x"}});
  table.add({{"a"}, {"1234"}, {""}});
  EXPECT_EQ(table.text(Terminal()),
            "积分     7  x\n"
            "a     1234\n");
}

TEST(Table, leaves_out_columns_without_a_cell) {
  Table table({Align::left, Align::right, Align::right}, 2);
  table.add({{"a"}, {""}, {"1"}});
  EXPECT_EQ(table.text(Terminal()), "  a  1\n");
}

TEST(Table, lets_headings_be_as_wide_as_they_are) {
  Table table({Align::left, Align::right});
  table.add_heading({"a heading that is wide"});
  table.add({{"a"}, {"1"}});
  EXPECT_EQ(table.text(Terminal()), "a heading that is wide\na  1\n");
}

TEST(Table, of_nothing_is_nothing) { EXPECT_EQ(Table({Align::left}).text(Terminal()), ""); }

}  // namespace
}  // namespace picket
