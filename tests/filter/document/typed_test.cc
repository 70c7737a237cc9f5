// SPDX-License-Identifier: Apache-2.0
#include "filter/document/typed.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "filter/document/reader.h"

namespace picket::document {
namespace {

namespace chrono = std::chrono;

// Reads values of one document; the last complaint is looked at.
class Typed : public ::testing::Test {
 protected:
  const Node& node(std::string_view text) {
    diagnostics_ = {};
    documents_ = read_documents(text, "f", diagnostics_);
    EXPECT_EQ(documents_.size(), 1u) << text;
    return documents_.at(0);
  }
  std::string complaint() {
    if (diagnostics_.all().empty()) return "none";
    const Diagnostic& last = diagnostics_.all().back();
    return last.code + ": " + last.message + (last.help.empty() ? "" : " / " + last.help);
  }

  Diagnostics diagnostics_;
  FileReporter reporter_{diagnostics_, "f"};
  std::vector<Node> documents_;
};

TEST_F(Typed, text_is_kept_as_written) {
  EXPECT_EQ(read_text(node("010"), "number", reporter_), "010");
  EXPECT_EQ(read_text(node("'yes'"), "number", reporter_), "yes");
  EXPECT_EQ(read_text(node("yes sir"), "number", reporter_), "yes sir");
  EXPECT_EQ(complaint(), "none");
}

TEST_F(Typed, text_that_yaml_readers_disagree_on_must_be_quoted) {
  for (const char* word : {"yes", "No", "ON", "off", "y", "N", "true", "False", "null", "~"}) {
    EXPECT_EQ(read_text(node(word), "title", reporter_), std::nullopt) << word;
    EXPECT_TRUE(complaint().starts_with("quoted-text: title is text")) << complaint();
  }
}

TEST_F(Typed, text_is_neither_nothing_nor_empty_nor_a_list) {
  EXPECT_EQ(read_text(*node("a:").find("a"), "title", reporter_), std::nullopt);
  EXPECT_EQ(complaint(), "wrong-type: title must be text, not nothing");
  EXPECT_EQ(read_text(node("''"), "title", reporter_), std::nullopt);
  EXPECT_EQ(complaint(), "wrong-type: title must be text, not empty text");
  EXPECT_EQ(read_text(node("[a]"), "title", reporter_), std::nullopt);
  EXPECT_EQ(complaint(), "wrong-type: title must be text, not a list");
  EXPECT_EQ(read_text(node("{a: b}"), "title", reporter_), std::nullopt);
  EXPECT_EQ(complaint(), "wrong-type: title must be text, not a mapping");
}

TEST_F(Typed, texts_are_one_or_a_list) {
  const auto one = read_texts(node("积分"), "text", reporter_);
  ASSERT_TRUE(one);
  EXPECT_EQ(one->at(0).value, "积分");
  const auto two = read_texts(node("[积分, 奖励金]"), "text", reporter_);
  ASSERT_TRUE(two);
  EXPECT_EQ(two->at(1).value, "奖励金");
  EXPECT_EQ(two->at(1).span.begin.column, 6u);
  EXPECT_EQ(read_texts(node("[]"), "text", reporter_), std::nullopt);
  EXPECT_EQ(complaint(), "empty-list: text is an empty list");
  EXPECT_EQ(read_texts(node("[a, yes, [b], c]"), "text", reporter_), std::nullopt);
  EXPECT_EQ(diagnostics_.all().size(), 2u);
}

TEST_F(Typed, integers_are_plain_and_in_range) {
  EXPECT_EQ(read_integer(node("12"), "rev", 1, 100, reporter_), 12);
  EXPECT_EQ(read_integer(node("-3"), "rev", -5, 100, reporter_), -3);
  EXPECT_EQ(complaint(), "none");
  for (const char* text :
       {"'12'", "12a", "1.5", "+1", "0x10", "[1]", "99999999999999999999", "-"}) {
    EXPECT_EQ(read_integer(node(text), "rev", 1, 100, reporter_), std::nullopt) << text;
    EXPECT_TRUE(complaint().starts_with("wrong-type: rev must be an integer")) << complaint();
  }
  EXPECT_EQ(read_integer(node("0"), "rev", 1, 100, reporter_), std::nullopt);
  EXPECT_EQ(complaint(), "out-of-range: rev must be from 1 to 100, not 0");
}

TEST_F(Typed, only_true_and_false_are_booleans) {
  EXPECT_EQ(read_boolean(node("true"), "diverted", reporter_), true);
  EXPECT_EQ(read_boolean(node("false"), "diverted", reporter_), false);
  for (const char* text : {"yes", "True", "'true'", "1", "on"}) {
    EXPECT_EQ(read_boolean(node(text), "diverted", reporter_), std::nullopt) << text;
    EXPECT_EQ(complaint(), "wrong-type: diverted must be true or false, not text");
  }
}

TEST_F(Typed, durations_are_an_integer_and_a_unit) {
  EXPECT_EQ(read_duration(node("3s"), "within", reporter_), chrono::seconds(3));
  EXPECT_EQ(read_duration(node("10m"), "within", reporter_), chrono::minutes(10));
  EXPECT_EQ(read_duration(node("2h"), "within", reporter_), chrono::hours(2));
  EXPECT_EQ(read_duration(node("1d"), "within", reporter_), chrono::hours(24));
  EXPECT_EQ(complaint(), "none");
  for (const char* text : {"3", "s", "3 s", "3ms", "1.5h", "1h30m", "[3s]"}) {
    EXPECT_EQ(read_duration(node(text), "within", reporter_), std::nullopt) << text;
    EXPECT_TRUE(complaint().starts_with("wrong-type: within must be a duration, not"));
  }
  for (const char* text : {"-1s", "3651d", "999999999999999999d"}) {
    EXPECT_EQ(read_duration(node(text), "within", reporter_), std::nullopt) << text;
    EXPECT_TRUE(complaint().starts_with("out-of-range: within")) << complaint();
  }
}

TEST_F(Typed, dates_are_days) {
  EXPECT_EQ(read_date(node("2026-01-31"), "since", reporter_), chrono::year(2026) / 1 / 31);
  EXPECT_EQ(read_date(node("'2026-01-31'"), "since", reporter_), chrono::year(2026) / 1 / 31);
  for (const char* text : {"2026-02-30", "31.1.2026", "today", "[x]"}) {
    EXPECT_EQ(read_date(node(text), "since", reporter_), std::nullopt) << text;
    EXPECT_TRUE(complaint().starts_with("wrong-type: since must be a date, not"));
  }
}

constexpr std::array<std::string_view, 3> kWords{"allow", "warn", "block"};

TEST_F(Typed, words_are_of_a_list) {
  EXPECT_EQ(read_word(node("warn"), "action", kWords, reporter_), 1u);
  EXPECT_EQ(read_word(node("blok"), "action", kWords, reporter_), std::nullopt);
  EXPECT_EQ(complaint(), "unknown-word: action cannot be `blok` / did you mean `block`?");
  EXPECT_EQ(read_word(node("delete"), "action", kWords, reporter_), std::nullopt);
  EXPECT_EQ(complaint(), "unknown-word: action cannot be `delete` / it can be: allow, warn, block");
  EXPECT_EQ(read_word(node("[warn]"), "action", kWords, reporter_), std::nullopt);
  EXPECT_EQ(complaint(), "wrong-type: action must be one of allow, warn, block, not a list");
}

TEST_F(Typed, unknown_keys_are_all_reported) {
  const Node& mapping = node("allow: 1\nwran: 2\nzzz: 3\n");
  EXPECT_FALSE(check_keys(mapping, kWords, "the rule", reporter_));
  ASSERT_EQ(diagnostics_.all().size(), 2u);
  EXPECT_EQ(diagnostics_.all()[0].message, "unknown key `wran` of the rule");
  EXPECT_EQ(diagnostics_.all()[0].help, "did you mean `warn`?");
  EXPECT_EQ(diagnostics_.all()[0].span.begin.line, 2u);
  EXPECT_EQ(diagnostics_.all()[1].help, "it can be: allow, warn, block");
  EXPECT_TRUE(check_keys(node("warn: 2"), kWords, "the rule", reporter_));
}

TEST_F(Typed, required_keys_are_there) {
  EXPECT_NE(require(node("a: 1"), "a", "the rule", reporter_), nullptr);
  EXPECT_EQ(require(node("a: 1"), "b", "the rule", reporter_), nullptr);
  EXPECT_EQ(complaint(), "missing-key: the rule has no `b`");
}

TEST_F(Typed, mappings_and_lists_are_not_empty) {
  EXPECT_TRUE(expect_mapping(node("{a: 1}"), "match", reporter_));
  EXPECT_FALSE(expect_mapping(node("{}"), "match", reporter_));
  EXPECT_EQ(complaint(), "empty-mapping: match has no keys");
  EXPECT_FALSE(expect_mapping(node("[a]"), "match", reporter_));
  EXPECT_EQ(complaint(), "wrong-type: match must be a mapping, not a list");
  EXPECT_TRUE(expect_list(node("[a]"), "all", reporter_));
  EXPECT_FALSE(expect_list(node("a"), "all", reporter_));
}

TEST_F(Typed, a_near_word_is_guessed_and_a_far_one_is_not) {
  EXPECT_EQ(did_you_mean("alow", kWords), "allow");
  EXPECT_EQ(did_you_mean("BLOCK", kWords), "block");
  EXPECT_EQ(did_you_mean("wanr", kWords), "warn");
  EXPECT_EQ(did_you_mean("refuse", kWords), std::nullopt);
  EXPECT_EQ(did_you_mean("", kWords), std::nullopt);
}

}  // namespace
}  // namespace picket::document
