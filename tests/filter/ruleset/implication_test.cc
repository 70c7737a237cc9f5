// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/implication.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>

#include "filter/core/truth.h"
#include "tests/filter/predicates/condition.h"

namespace picket {
namespace {

using core::Truth;
using predicates::Expression;
using Kind = Expression::Kind;

Expression condition(std::string_view yaml) {
  test::Parser parser;
  auto parsed = parser.parse(yaml);
  if (!parsed) throw std::runtime_error(std::string(yaml));
  return *std::move(parsed);
}

bool implies(std::string_view a, std::string_view b) {
  return ruleset::implies(condition(a), condition(b));
}

struct Pair {
  std::string_view narrow;
  std::string_view wide;
};

TEST(Implication, is_proven_of_conditions_and_wider_ones) {
  for (const Pair& pair : {
           Pair{"text: 积分", "text: 积分"},
           Pair{"text: 积分", "text: [奖励金, 积分]"},
           Pair{"text: 奖励金通道", "text: [奖励金]"},
           Pair{"text: your otp code", "text: otp"},
           Pair{"text: {all: [积分, [兑换, 领取]]}", "text: [兑换, 领取, 登录]"},
           Pair{"text: {sequence: [积分, 兑换], within: 4}", "text: {all: [兑换, 积分]}"},
           Pair{"text: {sequence: [积分, 兑换], within: 4}",
                "text: {sequence: [[积分, 金币], 兑换], within: 5}"},
           Pair{"text: {sequence: [积分, 兑换], within: 4}",
                "text: {near: [积分, 兑换], within: 4}"},
           Pair{"text: {regex: '满\\d+减'}", "text: {regex: '满\\d+减'}"},
           Pair{"all: [{text: 积分}, {link: any}]", "link: any"},
           Pair{"link: {shortener: true}", "link: any"},
           Pair{"text: 积分", "any: [{link: any}, {text: 积分}]"},
           Pair{"any: [{text: 积分}, {text: 兑换}]", "text: [兑换, 积分]"},
           Pair{"not: {text: [积分, 兑换]}", "not: {text: 积分}"},
           Pair{"at_least: {count: 2, of: [{text: 甲子}, {text: 乙丑}, {link: any}]}",
                "at_least: {count: 1, of: [{text: 甲子}, {text: 乙丑}, {link: any}]}"},
           Pair{"at_least: {count: 2, of: [{text: 甲子}, {text: 乙丑}, {link: any}]}",
                "text: [甲子, 乙丑]"},
           Pair{"all: [{text: 甲子}, {link: any}, {route: x}]",
                "at_least: {count: 2, of: [{text: 甲子}, {route: x}, {route: z}]}"},
           Pair{"sender: {kind: mobile, prefix: '+86170'}",
                "sender: {prefix: '+86170', kind: mobile}"},
       }) {
    EXPECT_TRUE(implies(pair.narrow, pair.wide)) << pair.narrow << "\n" << pair.wide;
  }
}

TEST(Implication, is_not_said_where_it_is_not_so) {
  for (const Pair& pair : {
           Pair{"text: [奖励金, 积分]", "text: 积分"},
           Pair{"text: 积分", "text: 积分兑换"},
           Pair{"text: 积分兑换", "text: 积分"},   // jifenduihuan is one word
           Pair{"text: hotpots", "text: hotpot"},  // a word boundary of its own
           Pair{"text: 加vip", "text: 加v"},       // likewise at its end
           Pair{"text: 积分", "text: {any: 积分, view: folded}"},
           Pair{"text: {sequence: [积分, 兑换], within: 5}",
                "text: {sequence: [积分, 兑换], within: 4}"},
           Pair{"text: {near: [积分, 兑换], within: 4}",
                "text: {sequence: [积分, 兑换], within: 4}"},
           Pair{"text: {all: [积分, 兑换]}", "text: {near: [积分, 兑换], within: 1000}"},
           Pair{"any: [{text: 积分}, {link: any}]", "text: 积分"},
           Pair{"link: any", "link: {shortener: true}"},
           Pair{"link: none", "link: any"},
           Pair{"not: {text: 积分}", "not: {text: [积分, 兑换]}"},
           Pair{"at_least: {count: 1, of: [{text: 甲子}, {text: 乙丑}]}", "text: 甲子"},
           Pair{"text: 积分", "route: x"},
       }) {
    EXPECT_FALSE(implies(pair.narrow, pair.wide)) << pair.narrow << "\n" << pair.wide;
  }
}

TEST(Contradiction, is_between_a_condition_and_its_denial_and_links_and_none) {
  const auto contradict = [](std::string_view a, std::string_view b) {
    return ruleset::contradict(condition(a), condition(b)) &&
           ruleset::contradict(condition(b), condition(a));
  };
  EXPECT_TRUE(contradict("text: 积分", "not: {text: [积分, 兑换]}"));
  EXPECT_TRUE(contradict("all: [{text: 积分}, {link: any}]", "link: none"));
  EXPECT_TRUE(contradict("link: {shortener: true}", "all: [{text: 积分}, {not: {link: any}}]"));
  EXPECT_FALSE(contradict("text: [积分, 兑换]", "not: {text: 积分}"));
  EXPECT_FALSE(contradict("any: [{text: 积分}, {link: any}]", "link: none"));
}

// Conditions over four leaves, at random, under all assignments of yes, no and unknown.
class RandomConditions {
 public:
  explicit RandomConditions(unsigned seed) : random_(seed) {}

  Expression next(int depth) {
    const unsigned kind = pick(depth == 0 ? 1 : 5);
    Expression expression;
    if (kind == 0) {
      expression.kind = Kind::test;
      expression.predicate = "route";
      expression.key = std::string(1, static_cast<char>('A' + pick(4)));
      return expression;
    }
    constexpr std::array kKinds{Kind::all, Kind::any, Kind::negation, Kind::at_least};
    expression.kind = kKinds[kind - 1];
    const unsigned children = expression.kind == Kind::negation ? 1 : 1 + pick(3);
    for (unsigned i = 0; i < children; ++i) expression.children.push_back(next(depth - 1));
    expression.count = 1 + pick(children);
    return expression;
  }

 private:
  unsigned pick(unsigned below) {
    return std::uniform_int_distribution<unsigned>(0, below - 1)(random_);
  }
  std::mt19937 random_;
};

using Assignment = std::array<Truth, 4>;

Truth truth_of(const Expression& expression, const Assignment& leaves) {
  if (expression.kind == Kind::test)
    return leaves[static_cast<std::size_t>(expression.key[0] - 'A')];
  if (expression.kind == Kind::negation) {
    return core::negate(truth_of(expression.children[0], leaves));
  }
  std::size_t yes = 0, unknown = 0;
  for (const Expression& child : expression.children) {
    yes += truth_of(child, leaves) == Truth::yes;
    unknown += truth_of(child, leaves) == Truth::unknown;
  }
  const std::size_t needed = expression.kind == Kind::all   ? expression.children.size()
                             : expression.kind == Kind::any ? 1
                                                            : expression.count;
  if (yes >= needed) return Truth::yes;
  return yes + unknown >= needed ? Truth::unknown : Truth::no;
}

int rank(Truth truth) { return truth == Truth::no ? 0 : truth == Truth::unknown ? 1 : 2; }

template <class Check>
void for_all_assignments(Check check) {
  for (int code = 0; code < 81; ++code) {
    Assignment leaves;
    int rest = code;
    for (Truth& leaf : leaves) {
      leaf = std::array{Truth::no, Truth::unknown, Truth::yes}[static_cast<std::size_t>(rest % 3)];
      rest /= 3;
    }
    check(leaves);
  }
}

TEST(Implication, holds_whatever_is_so_where_it_is_said) {
  RandomConditions conditions(1);
  int said = 0;
  for (int i = 0; i < 20'000; ++i) {
    const Expression a = conditions.next(2);
    const Expression b = conditions.next(2);
    if (ruleset::implies(a, b)) {
      ++said;
      for_all_assignments([&](const Assignment& leaves) {
        ASSERT_LE(rank(truth_of(a, leaves)), rank(truth_of(b, leaves))) << i;
      });
    }
    if (ruleset::contradict(a, b)) {
      for_all_assignments([&](const Assignment& leaves) {
        ASSERT_FALSE(truth_of(a, leaves) == Truth::yes && truth_of(b, leaves) == Truth::yes) << i;
      });
    }
    if (!ruleset::can_hold(a, true)) {
      for_all_assignments(
          [&](const Assignment& leaves) { ASSERT_NE(truth_of(a, leaves), Truth::yes) << i; });
    }
    EXPECT_TRUE(ruleset::implies(a, a)) << "a condition implies itself";
  }
  EXPECT_GT(said, 1000) << "or nothing was shown";
}

}  // namespace
}  // namespace picket
