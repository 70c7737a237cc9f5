// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/labelled_file.h"

#include <gtest/gtest.h>

#include <string>
#include <system_error>
#include <vector>

#include "tests/filter/ruleset/rules_dir.h"

namespace picket {
namespace {

using tool::BadLines;
using tool::LabelledFile;
using tool::LineBatch;

class LabelledFileTest : public testing::Test {
 protected:
  std::string file(const std::string& text) {
    files_.add("corpus.jsonl", text);
    return files_.path() + "/corpus.jsonl";
  }

  test::RulesDir files_;
};

TEST_F(LabelledFileTest, gives_every_line_with_its_number_whether_it_can_be_read_or_not) {
  LabelledFile corpus(
      file("{\"text\":\"a\",\"label\":\"ham\"}\n\nnonsense\n"
           "{\"text\":\"b\",\"label\":\"fraud\"}"));
  std::vector<std::string> got;
  LineBatch batch;
  while (corpus.read(batch, 2, 1 << 20)) {
    ASSERT_LE(batch.lines.size(), 2u);
    for (const tool::Line& line : batch.lines) {
      const auto message = read_labelled(batch, line);
      got.push_back(std::to_string(line.number) + " " + (message ? message->text : "bad"));
    }
  }
  EXPECT_EQ(got, (std::vector<std::string>{"1 a", "3 bad", "4 b"}));
}

TEST_F(LabelledFileTest, refuses_a_line_too_long_to_keep_and_goes_on_behind_it) {
  const std::string giant(LabelledFile::kMaxLineBytes + 1, 'x');
  LabelledFile corpus(file(giant + "\n{\"text\":\"b\",\"label\":\"fraud\"}\n"));
  LineBatch batch;
  std::size_t read = 0;
  std::string error;
  while (corpus.read(batch, 100, 1 << 20)) {
    for (const tool::Line& line : batch.lines) {
      const auto message = read_labelled(batch, line);
      message ? void(++read) : void(error = message.error());
    }
  }
  EXPECT_EQ(read, 1u);
  EXPECT_EQ(error, "longer than 8388608 bytes");
}

TEST_F(LabelledFileTest, knows_how_much_of_the_file_was_read) {
  LabelledFile corpus(file("one\ntwo\n"));
  EXPECT_EQ(corpus.size(), 8u);
  LineBatch batch;
  while (corpus.read(batch, 100, 1 << 20)) continue;
  EXPECT_EQ(corpus.bytes_read(), 8u);
}

TEST_F(LabelledFileTest, says_which_file_cannot_be_read) {
  try {
    LabelledFile corpus("/nowhere/corpus.jsonl");
    FAIL();
  } catch (const std::system_error& error) {
    EXPECT_NE(std::string(error.what()).find("cannot read /nowhere/corpus.jsonl"),
              std::string::npos);
  }
  LabelledFile folder(files_.path());
  LineBatch batch;
  EXPECT_THROW(folder.read(batch, 1, 1), std::system_error);
}

TEST(BadLines, are_all_counted_and_the_first_kept) {
  BadLines bad;
  for (std::uint64_t line = 1; line <= 25; ++line) bad.add("f", line, "no `text`");
  EXPECT_EQ(bad.count(), 25u);
  ASSERT_EQ(bad.first().size(), BadLines::kMaxKept);
  EXPECT_EQ(bad.first()[19].line, 20u);
}

}  // namespace
}  // namespace picket
