// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/entries.h"

#include <gtest/gtest.h>

#include "tests/filter/lists/reporting.h"

namespace picket::lists {
namespace {

TEST(ListEntries, are_lines_without_comments_and_blanks) {
  document::Diagnostics diagnostics;
  document::FileReporter reporter(diagnostics, "f");
  const auto entries = read_entries(
      "\xEF\xBB\xBF# banks\r\nbank.example\r\n\r\n  积分 \t# why\n#x\na#b\nlast", reporter);
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 4u);
  EXPECT_EQ(entries->at(0).value, "bank.example");
  EXPECT_EQ(entries->at(0).span.begin.line, 2u);
  EXPECT_EQ(entries->at(1).value, "积分");
  EXPECT_EQ(entries->at(1).span.begin.column, 3u);
  EXPECT_EQ(entries->at(1).span.end.column, 5u);
  EXPECT_EQ(entries->at(1).span.begin.line, 4u);
  EXPECT_EQ(entries->at(2).value, "a#b");
  EXPECT_EQ(entries->at(3).value, "last");
}

TEST(ListEntries, are_text) {
  document::Diagnostics diagnostics;
  document::FileReporter reporter(diagnostics, "f");
  EXPECT_EQ(read_entries(std::string_view("ok\n\xFF\na\0b\n", 9), reporter), std::nullopt);
  EXPECT_EQ(found(diagnostics), (std::vector<std::string>{"2 bad-entry", "3 bad-entry"}));
}

}  // namespace
}  // namespace picket::lists
