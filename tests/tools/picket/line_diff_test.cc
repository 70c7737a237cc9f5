// SPDX-License-Identifier: Apache-2.0
// The diff against patch(1), which turns the one text into the other by it.
#include "tools/picket/line_diff.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

#include "tests/filter/ruleset/rules_dir.h"

namespace picket {
namespace {

using tool::unified_diff;

TEST(LineDiff, shows_three_lines_around_a_change_and_joins_near_ones) {
  EXPECT_EQ(unified_diff("a\nb\nc\nd\ne\nf\ng\nh\ni\n", "a\nb\nc\nd\nE\nf\ng\nh\ni\n", "f"),
            "--- f\n+++ f\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n");
  EXPECT_EQ(unified_diff("a\nb\nc\n", "A\nb\nC\n", "f"),
            "--- f\n+++ f\n@@ -1,3 +1,3 @@\n-a\n+A\n b\n-c\n+C\n");
}

TEST(LineDiff, says_where_a_last_line_has_no_end) {
  EXPECT_EQ(unified_diff("a", "a\n", "f"),
            "--- f\n+++ f\n@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

TEST(LineDiff, is_empty_between_equal_texts) { EXPECT_EQ(unified_diff("a\nb", "a\nb", "f"), ""); }

std::string random_text(std::minstd_rand& random) {
  std::string text;
  for (auto lines = random() % 40; lines > 0; --lines) {
    text += static_cast<char>('a' + static_cast<int>(random() % 4));
    if (lines > 1 || random() % 2 == 0) text += '\n';
  }
  return text;
}

TEST(LineDiff, is_what_patch_takes) {
  test::RulesDir folder;
  std::minstd_rand random(7);
  for (int i = 0; i < 60; ++i) {
    const std::string before = random_text(random), after = random_text(random);
    if (before.empty() || after.empty() || before == after) continue;
    folder.add("text", before).add("diff", unified_diff(before, after, "text"));
    const std::string command = "patch -s " + folder.path() + "/text " + folder.path() + "/diff";
    ASSERT_EQ(std::system(command.c_str()), 0);
    std::ifstream stream(folder.path() + "/text");
    const std::string patched{std::istreambuf_iterator<char>(stream), {}};
    ASSERT_EQ(patched, after) << before;
  }
}

}  // namespace
}  // namespace picket
