// SPDX-License-Identifier: Apache-2.0
// A scan in steady state allocates nothing: counted, in a program of its own.
#include <gtest/gtest.h>

#include <string>

#include "tests/filter/core/allocations.h"
#include "tests/filter/match/compiled.h"
#include "tests/filter/match/test_text.h"

namespace picket::match {
namespace {

using Kind = TextCondition::Kind;

TEST(Scan, allocates_nothing_in_steady_state) {
  Compiled compiled({any(any_of({"积分", "礼品"})),
                     condition(Kind::sequence, {any_of({"登录", "登陆"}), any_of({"兑换"})}, 12),
                     condition(Kind::near, {any_of({"a"}), any_of({"b"}), any_of({"c", "cc"})}, 3),
                     condition(Kind::all, {any_of({"积分"}), any_of({"兑换"})}),
                     regex("尾号\\d{4}"), regex("\\b"), regex("积分.{0,8}兑换")});
  std::string large;
  for (int i = 0; i < 3000; ++i) large += "登录积分 a b cc 兑换礼品尾号1234";
  const TestText worst(large), ordinary("请登录兑换积分 a b c 尾号4471"), none("你好");
  const auto judge = [&](const TestText& text) {
    Occurrence out[8];
    for (const ConditionId id : compiled.set().scan(text.views(), compiled.scratch())) {
      if (!compiled.set().holds(id, text.views(), compiled.scratch())) continue;
      compiled.set().occurrences(id, text.views(), compiled.scratch(), out);
    }
  };
  for (const TestText* text : {&worst, &ordinary, &none}) judge(*text);
  const std::size_t before = core::allocations();
  for (int round = 0; round < 100; ++round) {
    for (const TestText* text : {&none, &ordinary, &worst}) judge(*text);
  }
  EXPECT_EQ(core::allocations() - before, 0u);
  EXPECT_GT(before, 0u) << "the counter counts";
}

}  // namespace
}  // namespace picket::match
