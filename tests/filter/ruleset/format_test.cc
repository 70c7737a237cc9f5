// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/format.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "filter/ruleset/files.h"
#include "tests/filter/ruleset/format_property.h"
#include "tests/filter/ruleset/random_rule.h"

namespace picket {
namespace {

std::string formatted(std::string_view text) {
  document::Diagnostics diagnostics;
  const auto result = ruleset::format_rules(text, "f.yaml", diagnostics);
  if (result) return *result;
  std::string said;
  for (const auto& diagnostic : diagnostics.all()) said += document::render(diagnostic);
  return said;
}

TEST(Format, puts_the_keys_of_a_rule_and_of_its_tests_in_the_order_of_the_tables) {
  EXPECT_EQ(formatted("tests:\n"
                      "  - text: t\n"
                      "    from: a\n"
                      "    hit: h\n"
                      "  - events:\n"
                      "      - outcome:\n"
                      "          ring_s: 3\n"
                      "          phase: ended\n"
                      "        repeat: 2\n"
                      "    miss: m\n"
                      "match:\n"
                      "  link: any\n"
                      "  all:\n"
                      "    - text: a\n"
                      "rev: 1\n"
                      "id: a.b\n"),
            "id: a.b\n"
            "rev: 1\n"
            "match:\n"
            "  link: any\n"
            "  all:\n"
            "    - text: a\n"
            "tests:\n"
            "  - hit: h\n"
            "    from: a\n"
            "    text: t\n"
            "  - miss: m\n"
            "    events:\n"
            "      - repeat: 2\n"
            "        outcome:\n"
            "          phase: ended\n"
            "          ring_s: 3\n");
}

TEST(Format, indents_by_two_and_parts_by_one_blank) {
  EXPECT_EQ(formatted("match:\n"
                      "     all:\n"
                      "     -   text :   [ a,b ,c ]\n"
                      "     -\n"
                      "       not: {  link:  {host: h} }\n"
                      "     - - nested  \n"
                      "       - {a: [],b: {}}"),
            "match:\n"
            "  all:\n"
            "    - text: [a, b, c]\n"
            "    - not: {link: {host: h}}\n"
            "    - - nested\n"
            "      - {a: [], b: {}}\n");
}

TEST(Format, moves_a_comment_with_what_it_is_about) {
  EXPECT_EQ(formatted("# yaml-language-server: $schema=x.json\n"
                      "# one revision\n"
                      "rev: 1  # still\n"
                      "match:\n"
                      "  text: a\n"
                      "  # - text: not now\n"
                      "# who\n"
                      "id: a.b\n"
                      "# the end\n"),
            "# yaml-language-server: $schema=x.json\n"
            "# who\n"
            "id: a.b\n"
            "# one revision\n"
            "rev: 1  # still\n"
            "match:\n"
            "  text: a\n"
            "  # - text: not now\n"
            "# the end\n");
}

TEST(Format, leaves_the_comment_on_top_of_a_file_on_top) {
  EXPECT_EQ(formatted("\n# Copyright\n\n\n# of rev\nrev: 1\nid: a.b\n"),
            "# Copyright\n\nid: a.b\n# of rev\nrev: 1\n");
}

TEST(Format, puts_the_comments_over_a_first_key_over_its_dash) {
  EXPECT_EQ(formatted("tests:\n"
                      "  - text: t\n"
                      "    # what it shows\n"
                      "    hit: h\n"
                      "  - # why not\n"
                      "    miss: m\n"),
            "tests:\n"
            "  # what it shows\n"
            "  - hit: h\n"
            "    text: t\n"
            "  # why not\n"
            "  - miss: m\n");
}

TEST(Format, leaves_quotes_and_long_text_as_they_are_laid_out) {
  const std::string text =
      "id: 'a.b'\n"
      "title: \"t \\\"x\\\"\"\n"
      "why: >\n"
      "  Folded,\n"
      "    with more, # no comment\n"
      "\n"
      "  and a blank line.  \n"
      "match:\n"
      "  text: [a, b,\n"
      "         c,  # see there\n"
      "         d]\n"
      "owner:\n"
      "  a long name\n"
      "  on two lines\n";
  EXPECT_EQ(formatted(text), text);
}

TEST(Format, keeps_one_empty_line_where_there_are_some_but_not_at_the_ends_of_a_block) {
  EXPECT_EQ(formatted("\n\nid: a.b\n\n\n\nrev: 1\nmatch:\n\n  all:\n\n    - a\n\n    - b\n\n\n"),
            "id: a.b\n\nrev: 1\nmatch:\n  all:\n    - a\n\n    - b\n");
}

TEST(Format, formats_each_document_of_a_file_and_keeps_their_markers) {
  EXPECT_EQ(formatted("# both\n--- # one\nrev: 1\nid: a.b\n---\nrev: 2\nid: a.c\n# end\n"),
            "# both\n--- # one\nid: a.b\nrev: 1\n---\nid: a.c\nrev: 2\n# end\n");
}

TEST(Format, ends_lines_with_lf_and_writes_no_byte_order_mark) {
  EXPECT_EQ(formatted("\xEF\xBB\xBFrev: 1\r\nid: a.b\r\nwhy: |\r\n  two\r\n  lines\r\n"),
            "id: a.b\nrev: 1\nwhy: |\n  two\n  lines\n");
}

TEST(Format, keeps_the_indent_that_a_text_names_and_its_empty_lines_at_the_end) {
  EXPECT_EQ(formatted("tests:\n- miss: |2+\n     t\n\n\nrev: 1\n"),
            "rev: 1\ntests:\n  - miss: |2+\n       t\n\n\n");
}

TEST(Format, leaves_alone_what_is_no_rule_or_no_yaml_and_says_why) {
  EXPECT_NE(formatted("listen: 0\n").find("f.yaml:1:1: error: "), std::string::npos);
  EXPECT_NE(formatted("listen: 0\n").find("[unknown-key]"), std::string::npos);
  EXPECT_NE(formatted("- a\n").find("[wrong-type]"), std::string::npos);
  EXPECT_NE(formatted("id: a: b\n").find("[yaml-syntax]"), std::string::npos);
  EXPECT_NE(formatted("rev: 1\n? id\n: a.b\n").find("f.yaml:2:3: error: "), std::string::npos);
  EXPECT_NE(formatted("rev: 1\n? id\n: a.b\n").find("[not-formatted]"), std::string::npos);
}

TEST(Format, formats_a_rule_that_is_not_finished) {
  EXPECT_EQ(formatted("rev: none\nmatch: {txt: a}\n"), "rev: none\nmatch: {txt: a}\n");
}

TEST(Format, leaves_the_shipped_rules_what_they_are) {
  document::Diagnostics diagnostics;
  std::size_t count = 0;
  for (const ruleset::SourceFile& file : ruleset::find_rule_files("rules", diagnostics)) {
    std::ifstream stream(file.path);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    EXPECT_EQ(formatted(text).substr(0, 200).find("error"), std::string::npos) << file.path;
    EXPECT_EQ(test::what_formatting_breaks(text), std::nullopt) << file.path;
    ++count;
  }
  EXPECT_GT(count, 100u);
}

// However a rule is laid out: nothing of it is lost, and nothing is refused.
TEST(Format, keeps_every_word_and_meaning_of_rules_laid_out_at_random) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    const std::string text = test::RandomRule(seed).laid_out(seed, {.comments = true});
    document::Diagnostics diagnostics;
    EXPECT_TRUE(ruleset::format_rules(text, "f", diagnostics)) << text;
    const auto broken = test::what_formatting_breaks(text);
    ASSERT_EQ(broken, std::nullopt) << *broken << " seed " << seed << "\n" << text;
  }
}

TEST(Format, gives_one_form_to_one_rule_however_it_was_laid_out) {
  for (unsigned seed = 0; seed < 100; ++seed) {
    const test::RandomRule rule(seed);
    const std::string one = rule.laid_out(2 * seed, {}), other = rule.laid_out(2 * seed + 1, {});
    ASSERT_EQ(formatted(one), formatted(other)) << one << "\n" << other;
  }
}

}  // namespace
}  // namespace picket
