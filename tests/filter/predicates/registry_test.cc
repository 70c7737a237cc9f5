// SPDX-License-Identifier: Apache-2.0
// The table of conditions keeps what it promises: examples parse, every key it lists is taken,
// every word it lists is allowed.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "filter/predicates/predicate.h"
#include "tests/filter/predicates/condition.h"

namespace picket {
namespace {

using predicates::Parameter;
using predicates::PredicateKind;
using predicates::registry;
using test::Parser;

// Whether the parser complains with this code.
bool gives(std::string_view code, const std::string& yaml) {
  Parser parser;
  parser.parse(yaml);
  return std::ranges::find(parser.diagnostics().all(), code, &document::Diagnostic::code) !=
         parser.diagnostics().all().end();
}

TEST(Registry, has_every_kind_of_the_language_once) {
  std::multiset<std::string_view> keys;
  for (const PredicateKind& kind : registry()) keys.insert(kind.key);
  EXPECT_EQ(keys, (std::multiset<std::string_view>{"text", "link", "contact", "sender", "recipient",
                                                   "route", "call", "outcome", "time", "rate",
                                                   "after", "all", "any", "not", "at_least"}));
}

TEST(Registry, is_found_by_key) {
  for (const PredicateKind& kind : registry())
    EXPECT_EQ(predicates::find_predicate(kind.key), &kind);
  EXPECT_EQ(predicates::find_predicate("sendr"), nullptr);
  EXPECT_EQ(predicates::find_predicate(""), nullptr);
}

TEST(Registry, examples_are_conditions_of_their_kind) {
  for (const PredicateKind& kind : registry()) {
    Parser parser("rules");
    const auto expression = parser.parse(kind.example);
    ASSERT_TRUE(expression) << kind.example;
    EXPECT_EQ(expression->predicate, kind.key);
  }
}

TEST(Registry, keys_of_the_table_are_those_of_the_parser) {
  for (const PredicateKind& kind : registry()) {
    for (const Parameter& parameter : kind.parameters) {
      const std::string start = std::string(kind.key) + ": {" + std::string(parameter.key);
      EXPECT_FALSE(gives("unknown-key", start + ": 1}")) << start;
      EXPECT_TRUE(gives("unknown-key", start + "q: 1}")) << start;
    }
  }
}

TEST(Registry, required_keys_are_missed) {
  for (const PredicateKind& kind : registry()) {
    for (const Parameter& parameter : kind.parameters) {
      if (!parameter.required) continue;
      EXPECT_TRUE(gives("missing-key", std::string(kind.key) + ": {x: 1}")) << kind.key;
    }
  }
}

TEST(Registry, words_of_the_table_are_those_of_the_parser) {
  for (const PredicateKind& kind : registry()) {
    for (const Parameter& parameter : kind.parameters) {
      const std::string start = std::string(kind.key) + ": {" + std::string(parameter.key) + ": ";
      for (const std::string_view view : parameter.type->words) {
        const std::string word(view);
        EXPECT_FALSE(gives("unknown-word", start + word + "}")) << start << word;
        EXPECT_TRUE(gives("unknown-word", start + word + "q}")) << start << word;
        EXPECT_NE(gives("wrong-type", start + "[" + word + "]}"), parameter.type->several)
            << start << word;
      }
    }
  }
}

TEST(Registry, says_what_everything_is_for) {
  for (const PredicateKind& kind : registry()) {
    EXPECT_TRUE(kind.help.ends_with('.')) << kind.key;
    EXPECT_FALSE(kind.short_forms.empty() && kind.parameters.empty()) << kind.key;
    for (const Parameter& parameter : kind.parameters) {
      EXPECT_TRUE(parameter.help.ends_with('.')) << kind.key << ' ' << parameter.key;
      EXPECT_NE(parameter.type->schema.empty(), parameter.type->words.empty()) << parameter.key;
    }
  }
}

}  // namespace
}  // namespace picket
