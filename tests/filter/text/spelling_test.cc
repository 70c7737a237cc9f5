// SPDX-License-Identifier: Apache-2.0
#include "filter/text/spelling.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "filter/text/embedded.h"
#include "filter/text/fold.h"

namespace picket::text {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

Spellings read(std::string_view content, document::Diagnostics& diagnostics) {
  Spellings spellings;
  spellings.add_file("own.txt", content, diagnostics);
  return spellings;
}

Spellings read(std::string_view content) {
  document::Diagnostics diagnostics;
  Spellings spellings = read(content, diagnostics);
  EXPECT_EQ(diagnostics.all().size(), 0u);
  return spellings;
}

std::vector<std::string> built_in_variants(std::string_view phrase) {
  return Spellings::built_in().variants(fold_phrase(phrase, ViewKind::squeezed)).phrases;
}

TEST(Spellings, have_the_language_reference_s_examples) {
  for (const char* spelling : {"薇信", "徽信", "v信", "vx", "wx", "weixin"})
    EXPECT_THAT(built_in_variants("微信"), Contains(spelling));
  EXPECT_THAT(built_in_variants("QQ"), Contains("扣扣"));
  EXPECT_THAT(built_in_variants("发票"), Contains("发漂"));
  EXPECT_THAT(built_in_variants("贷款"), Contains("daikuan"));
  EXPECT_THAT(built_in_variants("想"), Contains("木目心"));
}

TEST(Spellings, replace_a_word_inside_a_phrase) {
  EXPECT_THAT(built_in_variants("加我微信领奖"), Contains("加我vx领奖"));
}

TEST(Spellings, give_the_phrase_itself_first_and_fewest_replacements_next) {
  const Spellings spellings = read("甲 = 乙 丙\n丁 = 戊\n");
  EXPECT_THAT(spellings.variants("甲x丁").phrases,
              ElementsAre("甲x丁", "乙x丁", "丙x丁", "甲x戊", "乙x戊", "丙x戊"));
}

TEST(Spellings, let_overlapping_words_exclude_each_other) {
  const Spellings spellings = read("甲乙 = x\n乙丙 = y\n");
  EXPECT_THAT(spellings.variants("甲乙丙").phrases, ElementsAre("甲乙丙", "x丙", "甲y"));
}

TEST(Spellings, leave_a_latin_word_inside_a_longer_one) {
  EXPECT_THAT(built_in_variants("qqmail"), ElementsAre("qqmail"));
  EXPECT_THAT(built_in_variants("加qq群"), Not(ElementsAre("加qq群")));
}

TEST(Spellings, add_up_over_lines_and_files) {
  Spellings spellings = read("甲 = 乙\n甲 = 丙 # why\n");
  document::Diagnostics diagnostics;
  spellings.add_file("more.txt", "甲 = 丁", diagnostics);
  EXPECT_THAT(spellings.spellings_of("甲"), ElementsAre("乙", "丙", "丁"));
}

TEST(Spellings, stop_at_the_limit_and_say_so) {
  std::string line = "甲 =";
  for (int i = 0; i < 40; ++i) line += " 丙" + std::to_string(i);
  const Spellings::Variants variants = read(line).variants("甲x甲");
  EXPECT_EQ(variants.phrases.size(), Spellings::kVariantLimit);
  EXPECT_FALSE(variants.complete);
  EXPECT_TRUE(read(line).variants("甲").complete);
}

TEST(Spellings, report_every_fault_where_it_is) {
  document::Diagnostics diagnostics;
  const Spellings spellings = read(
      "# a comment\n"
      "微信 薇信\n"
      "甲 = 乙 ！ 乙\n"
      "丁 = 丁\n"
      "… = 戊\n"
      "己 =\n"
      "庚 = \xFF\n"
      "辛 = 壬\n",
      diagnostics);
  ASSERT_EQ(diagnostics.all().size(), 7u);
  const auto expect = [&](std::size_t i, std::uint32_t line, std::uint32_t column,
                          const char* code) {
    const document::Diagnostic& diagnostic = diagnostics.all()[i];
    EXPECT_EQ(diagnostic.span.begin.line, line) << i;
    EXPECT_EQ(diagnostic.span.begin.column, column) << i;
    EXPECT_EQ(diagnostic.code, code) << i;
    EXPECT_EQ(diagnostic.file, "own.txt");
  };
  EXPECT_EQ(diagnostics.error_count(), 5u);
  expect(0, 2, 1, "spelling-syntax");
  expect(1, 3, 7, "spelling-empty");
  expect(2, 3, 9, "spelling-twice");
  expect(3, 4, 5, "spelling-same");
  expect(4, 5, 1, "spelling-empty");
  expect(5, 6, 3, "spelling-syntax");
  expect(6, 7, 5, "invalid-utf8");
  EXPECT_THAT(spellings.spellings_of("甲"), ElementsAre("乙"));
  EXPECT_THAT(spellings.spellings_of("辛"), ElementsAre("壬"));
  EXPECT_THAT(spellings.spellings_of("丁"), IsEmpty());
}

TEST(Spellings, have_one_canonical_form_whatever_the_order) {
  EXPECT_EQ(read("甲 = 乙 丙\n丁 = 戊").canonical(),
            read("丁 = 戊 # x\n甲 = 丙\n甲 = 乙").canonical());
  EXPECT_NE(read("甲 = 乙").canonical(), read("甲 = 丙").canonical());
}

TEST(SpellingData, has_no_faults) {
  Spellings spellings;
  document::Diagnostics diagnostics;
  for (const EmbeddedFile& file : embedded_files())
    if (file.name.starts_with("spellings/"))
      spellings.add_file(std::string(file.name), file.content, diagnostics);
  for (const document::Diagnostic& diagnostic : diagnostics.all())
    ADD_FAILURE() << document::render(diagnostic);
}

TEST(SpellingData, gives_a_reason_on_every_line) {
  std::size_t files = 0;
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.name.starts_with("spellings/")) continue;
    ++files;
    std::string_view rest = file.content;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(line.size() + 1);
      EXPECT_NE(line.find("# "), std::string_view::npos) << file.name << ": " << line;
    }
  }
  EXPECT_GE(files, 3u);
  EXPECT_GE(Spellings::built_in().word_count(), 60u);
}

}  // namespace
}  // namespace picket::text
