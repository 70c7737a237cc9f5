// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/entries.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/filter/lists/reporting.h"

namespace picket::lists {
namespace {

using Strings = std::vector<std::string>;

// `line:column-column value` of each entry, and `line:column code` of what was reported.
struct Reading {
  Strings entries;
  Strings faults;

  bool operator==(const Reading&) const = default;
};

// As a file that comes in pieces of `piece` bytes.
Reading read(SourceFormat format, std::string_view text, std::size_t piece = 1 << 30) {
  document::Diagnostics diagnostics;
  document::FileReporter in_file(diagnostics, "f");
  BoundedReporter reporter(in_file);
  EntryReader reader(format, reporter);
  Reading reading;
  for (std::size_t seen = 0, done = 0; seen < text.size() || done == 0;) {
    seen = std::min(text.size(), seen + piece);
    done += reader.read(
        text.substr(done, seen - done), seen == text.size(), [&](const document::Text& entry) {
          const auto [begin, end] = entry.span;
          EXPECT_EQ(begin.line, end.line);
          reading.entries.push_back(std::to_string(begin.line) + ':' +
                                    std::to_string(begin.column) + '-' +
                                    std::to_string(end.column) + ' ' + std::string(entry.value));
        });
    if (seen == text.size()) break;
  }
  for (const document::Diagnostic& diagnostic : diagnostics.all()) {
    const document::Position at = diagnostic.span.begin;
    reading.faults.push_back(std::to_string(at.line) + ':' + std::to_string(at.column) + ' ' +
                             diagnostic.code);
  }
  return reading;
}

TEST(TextEntries, are_lines_without_comments_and_blanks) {
  const Reading reading =
      read(SourceFormat::text,
           "\xEF\xBB\xBF# banks\r\nbank.example\r\n\r\n  积分 \t# why\n#x\na#b\nlast");
  EXPECT_EQ(reading.entries,
            (Strings{"2:1-13 bank.example", "4:3-5 积分", "6:1-4 a#b", "7:1-5 last"}));
  EXPECT_EQ(reading.faults, Strings{});
}

TEST(TextEntries, are_text) {
  const Reading reading = read(SourceFormat::text, std::string_view("ok\n \xFF\na\0b\n", 10));
  EXPECT_EQ(reading.entries, (Strings{"1:1-3 ok"}));
  EXPECT_EQ(reading.faults, (Strings{"2:2 bad-entry", "3:1 bad-entry"}));
}

TEST(TextEntries, stand_on_lines_of_bounded_length) {
  const std::string longest(kMaxLineOfList, 'a');
  EXPECT_EQ(read(SourceFormat::text, longest + "\nb\n").entries.size(), 2u);
  const Reading reading = read(SourceFormat::text, "a\n" + longest + "a\nb\n" + longest + "aa");
  EXPECT_EQ(reading.entries, (Strings{"1:1-2 a", "3:1-2 b"}));
  EXPECT_EQ(reading.faults, (Strings{"2:1 line-too-long", "4:1 line-too-long"}));
}

TEST(TextEntries, are_given_up_where_too_much_is_wrong) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "\xFF\n";
  const Reading reading = read(SourceFormat::text, text);
  EXPECT_EQ(reading.faults.size(), 101u);
  EXPECT_EQ(reading.faults.back(), "101:1 too-many-errors");
}

TEST(CsvEntries, are_first_fields_behind_a_header) {
  const Reading reading = read(SourceFormat::csv,
                               "\xEF\xBB\xBFnumber,why\r\n95588,bank\r\n\"95566\",\"x, \"\"y\"\"\n"
                               "and more\"\n\n 95533 ,\n\"My \"\"Bank\"\"\",z");
  EXPECT_EQ(reading.entries,
            (Strings{"2:1-6 95588", "3:2-7 95566", "6:2-7 95533", "7:2-11 My \"Bank\""}));
  EXPECT_EQ(reading.faults, Strings{});
}

TEST(CsvEntries, know_comments_no_more_than_other_csv_does) {
  EXPECT_EQ(read(SourceFormat::csv, "name\n# x\n").entries, (Strings{"2:1-4 # x"}));
}

TEST(CsvEntries, need_a_header) {
  EXPECT_EQ(read(SourceFormat::csv, "95588,a\n95566,b\n").faults, (Strings{"1:1 csv-header"}));
  EXPECT_EQ(read(SourceFormat::csv, "bank.example\n").faults, (Strings{"1:1 csv-header"}));
}

TEST(CsvEntries, are_as_strict_as_the_standard) {
  const Reading reading =
      read(SourceFormat::csv, "number,why\n1,2,3\n\"a\"b,c\na\"b,c\n,x\n95588,y\n\"open,z\n1,2\n");
  EXPECT_EQ(reading.faults, (Strings{"2:1 csv-syntax", "3:4 csv-syntax", "4:2 csv-syntax",
                                     "5:1 bad-entry", "7:1 unterminated-quote"}));
  EXPECT_EQ(reading.entries, (Strings{"6:1-6 95588", "8:1-2 1"})) << "each fault costs one line";
}

TEST(CsvEntries, bound_what_an_open_quote_swallows) {
  std::string text = "number\n\"";
  for (std::size_t i = 0; i < kMaxLineOfList; ++i) text += "1\n";
  const Reading reading = read(SourceFormat::csv, text);
  EXPECT_EQ(reading.faults, (Strings{"2:1 line-too-long"}));
  EXPECT_EQ(reading.entries.size(), kMaxLineOfList - 1);
}

TEST(Entries, do_not_depend_on_the_pieces_a_file_comes_in) {
  constexpr std::string_view kPieces[]{"a",     "\"",      "\"\"", ",",  "\n",           "\r\n",
                                       "\r",    "#",       " ",    "积", "\xEF\xBB\xBF", "\xFF",
                                       "95588", "\"x\ny\""};
  std::mt19937 random(7);
  for (int i = 0; i < 3000; ++i) {
    std::string text = i % 2 == 0 ? "" : "number,why\n";
    for (std::size_t n = random() % 20; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    for (const SourceFormat format : {SourceFormat::text, SourceFormat::csv}) {
      ASSERT_EQ(read(format, text), read(format, text, 1 + random() % 5)) << text;
    }
  }
}

TEST(CsvEntries, need_commas_between_the_columns_of_the_header) {
  EXPECT_EQ(read(SourceFormat::csv, "number;why\n").faults, (Strings{"1:1 csv-header"}));
  EXPECT_EQ(read(SourceFormat::csv, "number\twhy\n").faults, (Strings{"1:1 csv-header"}));
  EXPECT_EQ(read(SourceFormat::csv, "number;id,why\n").faults, Strings{});
}

TEST(CsvEntries, behind_a_header_that_looks_like_one_are_doubted) {
  EXPECT_EQ(read(SourceFormat::csv, "95588工商银行\n95566\n").faults,
            (Strings{"1:1 entry-as-header"}));
  EXPECT_EQ(read(SourceFormat::csv, "x,why\n+86170x,a\n").faults, Strings{});
}

TEST(CsvEntries, have_a_header_to_be_shown) {
  document::Diagnostics diagnostics;
  document::FileReporter in_file(diagnostics, "f");
  BoundedReporter reporter(in_file);
  for (const auto& [text, header] :
       {std::pair{"\xEF\xBB\xBFnumber,why\r\n95588,x\r\n", "number,why"},
        {"\"number\n2\",why\n", "\"number"},
        {"n\xFF\n", "(not UTF-8 text)"},
        {"\n", ""}}) {
    EntryReader reader(SourceFormat::csv, reporter);
    reader.read(text, true, [](const document::Text&) {});
    EXPECT_EQ(reader.header(), header);
  }
}

}  // namespace
}  // namespace picket::lists
