// SPDX-License-Identifier: Apache-2.0
#include "filter/document/reader.h"
#include "tests/scratch_folder.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace picket::document {
namespace {

class Reader : public ::testing::Test {
 protected:
  std::vector<Node> read(std::string_view text) {
    diagnostics_ = {};
    return read_documents(text, "f", diagnostics_);
  }
  // `line:column code` of every diagnostic, in order.
  std::vector<std::string> found() {
    diagnostics_.sort();
    std::vector<std::string> found;
    for (const Diagnostic& diagnostic : diagnostics_.all()) {
      found.push_back(std::to_string(diagnostic.span.begin.line) + ':' +
                      std::to_string(diagnostic.span.begin.column) + ' ' + diagnostic.code);
    }
    return found;
  }
  void expect(std::string_view text, const std::vector<std::string>& expected) {
    SCOPED_TRACE(text);
    read(text);
    EXPECT_EQ(found(), expected);
  }

  Diagnostics diagnostics_;
};

std::string place(const Span& span) {
  const auto of = [](Position at) {
    return std::to_string(at.line) + ':' + std::to_string(at.column);
  };
  return of(span.begin) + '-' + of(span.end);
}

TEST_F(Reader, remembers_where_everything_stands) {
  const auto documents =
      read("id: sms.bank\n积分:\n  - 兑换 now\n  - \"a\\\"b\"\n  - {x: [1, 2]}\n");
  ASSERT_EQ(documents.size(), 1u);
  const Node& root = documents[0];
  EXPECT_EQ(root.kind, Node::Kind::mapping);
  ASSERT_EQ(root.entries.size(), 2u);
  EXPECT_EQ(root.entries[0].key, "id");
  EXPECT_EQ(place(root.entries[0].key_span), "1:1-1:3");
  EXPECT_EQ(place(root.entries[0].value.span), "1:5-1:13");
  EXPECT_EQ(place(root.entries[1].key_span), "2:1-2:3");
  const Node& list = root.entries[1].value;
  ASSERT_EQ(list.items.size(), 3u);
  EXPECT_EQ(list.items[0].scalar, "兑换 now");
  EXPECT_EQ(place(list.items[0].span), "3:5-3:11");
  EXPECT_FALSE(list.items[0].quoted);
  EXPECT_EQ(list.items[1].scalar, "a\"b");
  EXPECT_EQ(place(list.items[1].span), "4:5-4:11");
  EXPECT_TRUE(list.items[1].quoted);
  EXPECT_EQ(place(list.items[2].span), "5:5-5:16");
  EXPECT_EQ(place(list.items[2].find("x")->span), "5:9-5:15");
  EXPECT_EQ(root.find("nothing"), nullptr);
  EXPECT_TRUE(found().empty());
}

TEST_F(Reader, keeps_plain_scalars_as_written) {
  const auto documents = read("[010, yes, null, ~, 1e3, 0x1F, Null, 2026-01-31]");
  ASSERT_EQ(documents.size(), 1u);
  std::string all;
  for (const Node& item : documents[0].items) {
    EXPECT_EQ(item.kind, Node::Kind::scalar);
    EXPECT_FALSE(item.quoted);
    all += item.scalar + ' ';
  }
  EXPECT_EQ(all, "010 yes null ~ 1e3 0x1F Null 2026-01-31 ");
}

TEST_F(Reader, takes_quoted_and_block_scalars_for_text) {
  const auto documents =
      read("a: 'null'\nb: \"\"\nc: |\n  two\n  lines\nd: >-\n  folded\n  text\n");
  ASSERT_EQ(documents.size(), 1u);
  for (const Node::Entry& entry : documents[0].entries) EXPECT_TRUE(entry.value.quoted);
  EXPECT_EQ(documents[0].find("a")->scalar, "null");
  EXPECT_EQ(documents[0].find("b")->scalar, "");
  EXPECT_EQ(documents[0].find("c")->scalar, "two\nlines\n");
  EXPECT_EQ(documents[0].find("d")->scalar, "folded text");
}

TEST_F(Reader, puts_a_missing_value_behind_its_key) {
  const auto documents = read("a:\n  b:   # nothing\n  c: 1\nd:\nnull: x\n");
  ASSERT_EQ(documents.size(), 1u);
  const Node* b = documents[0].find("a")->find("b");
  EXPECT_EQ(b->kind, Node::Kind::null);
  EXPECT_EQ(place(b->span), "2:5-2:5");
  EXPECT_EQ(documents[0].find("d")->kind, Node::Kind::null);
  EXPECT_EQ(place(documents[0].find("d")->span), "4:3-4:3");
  EXPECT_EQ(documents[0].find("null")->scalar, "x");
}

TEST_F(Reader, splits_documents_and_keeps_their_lines) {
  const auto documents = read("# comment\n---\na: 1\n---\n- b\n");
  ASSERT_EQ(documents.size(), 2u);
  EXPECT_EQ(place(documents[0].find("a")->span), "3:4-3:5");
  EXPECT_EQ(place(documents[1].items[0].span), "5:3-5:4");
  EXPECT_TRUE(found().empty());
}

TEST_F(Reader, loses_no_document_for_a_bad_one) {
  const auto documents = read("a: 1\n---\nb: [1\n---\nc: 3\n---\nd: \xFF\n---\ne: 5\n");
  ASSERT_EQ(documents.size(), 3u);
  EXPECT_NE(documents[0].find("a"), nullptr);
  EXPECT_NE(documents[1].find("c"), nullptr);
  EXPECT_NE(documents[2].find("e"), nullptr);
  ASSERT_EQ(diagnostics_.all().size(), 2u);
  EXPECT_EQ(diagnostics_.all()[0].code, "yaml-syntax");
  EXPECT_EQ(diagnostics_.all()[1].code, "invalid-utf8");
  EXPECT_EQ(diagnostics_.all()[1].span.begin.line, 7u);
}

TEST_F(Reader, refuses_duplicate_keys_and_keeps_the_first) {
  const auto documents = read("a: 1\nb: {积分: 1, 积分: 2}\na: 3\n");
  ASSERT_EQ(documents.size(), 1u);
  EXPECT_EQ(documents[0].find("a")->scalar, "1");
  EXPECT_EQ(found(), (std::vector<std::string>{"2:12 duplicate-key", "3:1 duplicate-key"}));
}

TEST_F(Reader, refuses_what_yaml_can_do_and_rules_need_not) {
  expect("a: &x 1\nb: *x\n", {"1:4 anchor", "2:4 alias"});
  expect("a: &x 'quoted'\n", {"1:4 anchor"});
  expect("a: !!str 1\nb: !x {}\nc: ! d\ne: !!str null\n",
         {"1:4 tag", "2:4 tag", "3:4 tag", "4:4 tag"});
  expect("%YAML 1.2\n---\na: 1\n", {"1:1 directive"});
  expect("a: 1\n...\n", {"2:1 document-end"});
  expect("? [a]\n: 1\n", {"1:3 key-not-text"});
}

TEST_F(Reader, refuses_tabs_as_indentation_and_nowhere_else) {
  expect("a:\n\tb: 1\n", {"2:1 tab-indent"});
  expect("a:\n  \tb: 1\n", {"2:3 tab-indent"});
  expect("a: [1,\n\t2]\n", {"2:1 tab-indent"});
  expect("a:\tb\n", {});
  expect("a: |\n  x\n  \ty\nb: 1\n", {});
  expect("a: \"x\n\ty\"\n", {});
  expect("a: 1\n\t\nb: 2\n", {"2:1 tab-indent"});
}

TEST_F(Reader, refuses_quotes_that_are_never_closed) {
  expect("a: \"x\nb: 1\n", {"1:4 unterminated-quote"});
  expect("a: 'it''s\n", {"1:4 unterminated-quote"});
  expect("a: \"x\\\"\n", {"1:4 unterminated-quote"});
  expect("a: 'it''s'\nb: \"x\\\"\"\n", {});
}

TEST_F(Reader, refuses_empty_documents) {
  expect("", {"1:1 empty-document"});
  expect("# only a comment\n", {"1:1 empty-document"});
  expect("---\n---\na: 1\n---\n# nothing\n", {"1:1 empty-document", "4:1 empty-document"});
}

TEST_F(Reader, refuses_what_does_not_belong_to_the_document) {
  expect("- a\nb: 1\n", {"2:1 yaml-syntax"});
  expect("a: b: c\n", {"1:5 yaml-syntax"});
  expect("a: [1]\n}\n", {"2:1 yaml-syntax"});
}

TEST_F(Reader, takes_a_byte_order_mark_and_crlf) {
  const auto documents = read(
      "\xEF\xBB\xBF"
      "a: 积分\r\nb: |\r\n  x\r\n  y\r\n");
  ASSERT_EQ(documents.size(), 1u);
  EXPECT_TRUE(found().empty());
  EXPECT_EQ(place(documents[0].find("a")->span), "1:4-1:6");
  EXPECT_EQ(documents[0].find("b")->scalar, "x\ny\n");
  EXPECT_EQ(place(documents[0].entries[1].key_span), "2:1-2:2");
}

TEST_F(Reader, refuses_bytes_that_are_no_text) {
  expect("a: 积\xE7\xA7\n", {"1:5 invalid-utf8"});
  expect(std::string_view("a: \0b\n", 6), {"1:4 control-character"});
  expect("a: \x04 b\n", {"1:4 control-character"});
  expect("a: 1\rb: 2\n", {"1:5 control-character"});
}

TEST_F(Reader, refuses_deep_nesting_without_falling_over) {
  read(std::string(60, '[') + std::string(60, ']'));
  EXPECT_TRUE(found().empty());
  expect(std::string(100, '[') + std::string(100, ']'), {"1:65 too-deep"});
  expect(std::string(70'000, '['), {"1:1 line-too-long"});
  std::string maps;
  for (int i = 0; i < 100; ++i) maps += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  expect(maps, {"65:65 too-deep"});
}

class Files : public ::testing::Test {
 protected:
  std::string file(const char* name, std::string_view text) {
    const std::string path = directory_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  test::ScratchFolder folder_;
  std::filesystem::path directory_ = folder_.path();
  Diagnostics diagnostics_;
};

TEST_F(Files, are_read_whole) {
  EXPECT_EQ(load_file(file("a", "one\ntwo"), diagnostics_), "one\ntwo");
  EXPECT_EQ(load_file(file("b", ""), diagnostics_), "");
  EXPECT_FALSE(diagnostics_.has_errors());
}

TEST_F(Files, that_cannot_be_read_are_reported) {
  EXPECT_EQ(load_file(directory_ / "missing", diagnostics_), std::nullopt);
  EXPECT_EQ(load_file(directory_, diagnostics_), std::nullopt);
  EXPECT_EQ(load_file(file("long", "12345"), diagnostics_, 4), std::nullopt);
  ASSERT_EQ(diagnostics_.all().size(), 3u);
  EXPECT_EQ(diagnostics_.all()[0].code, "unreadable-file");
  EXPECT_EQ(diagnostics_.all()[1].code, "unreadable-file");
  EXPECT_EQ(diagnostics_.all()[2].code, "file-too-long");
}

TEST_F(Files, of_one_document_hold_no_second) {
  const auto one = read_single_document(file("one", "a: 1\n"), diagnostics_);
  ASSERT_TRUE(one);
  EXPECT_FALSE(diagnostics_.has_errors());
  EXPECT_TRUE(read_single_document(file("two", "a: 1\n---\nb: 1\n"), diagnostics_));
  ASSERT_EQ(diagnostics_.error_count(), 1u);
  EXPECT_EQ(diagnostics_.all()[0].code, "second-document");
  EXPECT_EQ(diagnostics_.all()[0].source, "b: 1");
}

}  // namespace
}  // namespace picket::document
