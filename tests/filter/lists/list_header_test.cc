// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/list_header.h"
#include "tests/scratch_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace picket::lists {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class Header : public testing::Test {
 protected:
  ListHeader read(std::string_view content) {
    std::ofstream(file_, std::ios::binary) << content;
    diagnostics_ = {};
    return read_list_header(file_, diagnostics_);
  }

  // "2:12 bad-list-header: `x` is no date", one a warning.
  std::vector<std::string> said() const {
    std::vector<std::string> all;
    for (const document::Diagnostic& diagnostic : diagnostics_.all()) {
      EXPECT_EQ(diagnostic.severity, document::Severity::warning);
      all.push_back(std::to_string(diagnostic.span.begin.line) + ':' +
                    std::to_string(diagnostic.span.begin.column) + ' ' + diagnostic.code + ": " +
                    diagnostic.message);
    }
    return all;
  }

  test::ScratchFolder folder_;
  std::string file_ = folder_.file("list.txt");
  document::Diagnostics diagnostics_;
};

TEST_F(Header, is_comments_before_the_first_entry_in_any_order_among_others) {
  const ListHeader header = read(
      "\xEF\xBB\xBF# Numbers of banks.\n\n#review:2027-03-01\r\n  #  owner:  fraud desk, 反诈  \n"
      "95588\n# owner: somebody else\n");
  EXPECT_EQ(header.owner, "fraud desk, 反诈");
  EXPECT_EQ(header.review, 2027y / 3 / 1);
  EXPECT_EQ(header.review_span.begin.line, 3u);
  EXPECT_EQ(header.review_span.begin.column, 9u);
  EXPECT_EQ(header.review_span.end.column, 19u);
  EXPECT_THAT(said(), IsEmpty()) << "what stands behind an entry is a comment on entries";
}

TEST_F(Header, columns_are_characters) {
  const ListHeader header = read("# 负责人: x\n#　review: 2027-03-01\n");
  EXPECT_FALSE(header.review) << "an ideographic space is no blank";
  EXPECT_THAT(said(), IsEmpty()) << "and so this is a comment like any other";
}

TEST_F(Header, of_a_list_that_has_none_is_empty) {
  for (const std::string_view content :
       {"", "\n\n", "95588\n", "# Owner: x\n# reviewer: y\n95588\n"}) {
    const ListHeader header = read(content);
    EXPECT_EQ(header.owner, "") << content;
    EXPECT_FALSE(header.review) << content;
    EXPECT_THAT(said(), IsEmpty()) << content;
  }
  diagnostics_ = {};
  EXPECT_EQ(read_list_header(file_ + ".gone", diagnostics_).owner, "");
  EXPECT_THAT(said(), IsEmpty()) << "its reader says so";
}

TEST_F(Header, that_cannot_be_read_is_warned_of) {
  read("# review: next spring\n# owner:\n95588\n");
  EXPECT_THAT(said(), ElementsAre("1:11 bad-list-header: `next spring` is no date",
                                  "2:9 bad-list-header: `owner` says nothing"));
  const ListHeader header =
      read("# owner: a\n# owner: b\n# review: 2027-03-01\n# review: 2028-03-01\n");
  EXPECT_THAT(said(), ElementsAre("2:10 bad-list-header: `owner` is said twice",
                                  "4:11 bad-list-header: `review` is said twice"));
  EXPECT_EQ(header.owner, "a") << "the first counts";
  EXPECT_EQ(header.review, 2027y / 3 / 1);
  read("# review: 2027-02-30\n");
  EXPECT_THAT(said(), ElementsAre("1:11 bad-list-header: `2027-02-30` is no date"));
}

TEST_F(Header, ends_after_some_hundred_lines_of_comments) {
  std::string content;
  for (int i = 0; i < 300; ++i) content += "# comment\n";
  EXPECT_EQ(read(content + "# owner: a\n").owner, "");
}

}  // namespace
}  // namespace picket::lists
