// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <re2/re2.h>

#include "filter/text/fold.h"

namespace picket::text {
namespace {

std::string folded(std::string_view regex) { return fold_regex_literals(regex, ViewKind::folded); }

TEST(FoldRegexLiterals, folds_runs_of_literals) {
  EXPECT_EQ(folded("貸款.{0,8}ＬＩＮＫ|Click"), "贷款.{0,8}link|click");
  EXPECT_EQ(folded("V❤"), "v信");
  EXPECT_EQ(folded("\\QA.B\\E\\.C"), "a\\.b\\.c");
  EXPECT_EQ(folded("A{,3}"), "a\\{\\,3\\}");
}

TEST(FoldRegexLiterals, repeats_what_was_repeated) {
  EXPECT_EQ(folded("AB+"), "ab+");
  EXPECT_EQ(folded("x㋏?"), "x(?:ltd)?");
  EXPECT_EQ(folded("a\u200B*b"), "a(?:)*b");
  EXPECT_EQ(folded("貸{2,3}"), "贷{2,3}");
}

TEST(FoldRegexLiterals, copies_what_is_no_literal) {
  for (const char* regex :
       {"\\d+\\b\\pL\\p{Greek}\\x{4E00}\\x41\\101\\D\\W", "(?i)(?P<Name>a)(?:b)", "^a$|b",
        "[^\\d\\p{Han}[:alpha:]]", "[一-龥]", "[\\x{41}-\\x{5A}]"})
    EXPECT_EQ(folded(regex), regex);
}

TEST(FoldRegexLiterals, folds_classes_as_far_as_that_is_sound) {
  EXPECT_EQ(folded("[A-Z０-９貸Ａ\\]-]"), "[a-z0-9贷a\\]\\-]");
  EXPECT_EQ(folded("[]A]"), "[\\]a]");
  EXPECT_EQ(folded("[㋏A]"), "[㋏a]");
  EXPECT_EQ(folded("[+--][\\.-Z]"), "[+--][\\.-Z]");
}

TEST(FoldRegexLiterals, folds_for_the_view_asked) {
  EXPECT_EQ(fold_regex_literals("Fr33 [0]\\d{3}|\\$", ViewKind::leet), "free [o]\\d{3}|s");
  EXPECT_EQ(fold_regex_literals("微-信", ViewKind::squeezed), "微信");
  EXPECT_EQ(fold_regex_literals("Ａ", ViewKind::raw), "Ａ");
}

TEST(FoldRegexLiterals, gives_a_regex_that_finds_the_folded_text) {
  const std::string text = "點擊 CLICK.HERE (now)";
  const std::string view = fold_phrase(text, ViewKind::folded);
  const RE2 regex(folded("點擊 ?[A-Z]+\\.HERE \\(Now\\)"));
  ASSERT_TRUE(regex.ok()) << regex.error();
  EXPECT_TRUE(RE2::PartialMatch(view, regex));
}

TEST(FoldRegexLiterals, passes_errors_through) {
  for (const char* regex : {"(", "[", "[a", "\\", "a{2", "*", "(?P<x", "[[:al", "\\p{Han", "a\\Qb"})
    folded(regex);
  EXPECT_FALSE(RE2(folded("(a"), RE2::Quiet).ok());
  EXPECT_EQ(folded("\xFF"), "\xFF");
}

}  // namespace
}  // namespace picket::text
