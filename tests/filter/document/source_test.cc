// SPDX-License-Identifier: Apache-2.0
#include "filter/document/source.h"

#include <gtest/gtest.h>

namespace picket::document {
namespace {

void expect_position(Position at, std::uint32_t line, std::uint32_t column) {
  EXPECT_EQ(at.line, line);
  EXPECT_EQ(at.column, column);
}

TEST(Source, counts_lines_and_characters_from_one) {
  const Source source("ab\n积分x\n");
  EXPECT_EQ(source.line_count(), 3u);
  expect_position(source.position(0), 1, 1);
  expect_position(source.position(2), 1, 3);
  expect_position(source.position(3), 2, 1);
  expect_position(source.position(9), 2, 3);
  expect_position(source.position(11), 3, 1);
  expect_position(source.position(1000), 3, 1);
}

TEST(Source, gives_lines_without_their_ends) {
  const Source source("ab\n\ncd");
  EXPECT_EQ(source.line(1), "ab");
  EXPECT_EQ(source.line(2), "");
  EXPECT_EQ(source.line(3), "cd");
  EXPECT_EQ(source.line(4), "");
  EXPECT_EQ(source.start(3), 4u);
  EXPECT_EQ(source.start(4), 6u);
}

}  // namespace
}  // namespace picket::document
