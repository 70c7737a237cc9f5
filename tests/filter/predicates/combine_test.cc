// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/combine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/filter/predicates/condition.h"

namespace picket {
namespace {

using predicates::Expression;
using test::Condition;
using test::Parser;
using testing::ElementsAre;

TEST(Combinations, are_trees_of_conditions) {
  const Condition condition("all: [{any: [{text: a}, {text: b}]}, {not: {text: c}}]");
  const Expression& all = condition.expression();
  EXPECT_EQ(all.kind, Expression::Kind::all);
  ASSERT_EQ(all.children.size(), 2u);
  EXPECT_EQ(all.children[0].kind, Expression::Kind::any);
  EXPECT_EQ(all.children[0].children.size(), 2u);
  EXPECT_EQ(all.children[1].kind, Expression::Kind::negation);
  EXPECT_EQ(all.children[1].children.size(), 1u);
  EXPECT_TRUE(condition.holds("b"));
  EXPECT_FALSE(condition.holds("b c"));
}

TEST(Combinations, several_keys_of_one_mapping_must_all_hold) {
  const Condition condition("not: {text: a, link: any}");
  EXPECT_TRUE(condition.holds("a"));
  EXPECT_FALSE(condition.holds("a http://b.example"));
}

TEST(Combinations, at_least_counts) {
  const Condition condition("at_least: {count: 2, of: [{text: a}, {text: b}, {link: any}]}");
  EXPECT_EQ(condition.expression().kind, Expression::Kind::at_least);
  EXPECT_EQ(condition.expression().count, 2u);
  EXPECT_FALSE(condition.holds("a"));
  EXPECT_TRUE(condition.holds("a b"));
  EXPECT_TRUE(condition.holds("b http://c.example"));
}

TEST(Combinations, at_least_counts_from_one_to_all) {
  Parser parser;
  EXPECT_TRUE(parser.parse("at_least: {count: 2, of: [{text: a}, {text: b}]}"));
  EXPECT_FALSE(parser.parse("at_least: {count: 3, of: [{text: a}, {text: b}]}"));
  EXPECT_THAT(parser.problems(), ElementsAre("1:19 out-of-range"));
  EXPECT_FALSE(parser.parse("at_least: {count: 0, of: [{text: a}, {text: b}]}"));
  EXPECT_THAT(parser.problems(), ElementsAre("1:19 out-of-range"));
}

TEST(Combinations, report_all_that_is_wrong_in_them) {
  Parser parser;
  EXPECT_FALSE(
      parser.parse("all:\n"
                   "  - text: []\n"
                   "  - any: [{sendr: 1}, {link: some}]\n"
                   "  - text: good\n"));
  EXPECT_THAT(parser.problems(),
              ElementsAre("2:11 empty-list", "3:12 unknown-key", "3:30 unknown-word"));
}

}  // namespace
}  // namespace picket
