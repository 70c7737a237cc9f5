// SPDX-License-Identifier: Apache-2.0
// In steady state a decision allocates nothing: counted, in a program of its own.
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/filter/core/allocations.h"
#include "tests/filter/engine/judge.h"

namespace picket {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

class Allocations : public testing::Test {
 protected:
  Allocations() {
    test::RuleText points{.id = "t.points"};
    points.rest =
        "match:\n  all:\n    - text: [积分, 奖励金]\n"
        "    - text: {sequence: [[登录, 点击], [兑换, 领取]], within: 12}\n    - link: any\n"
        "unless:\n  link: {every_host_in: [bank.example]}\n";
    test::RuleText contact{.id = "t.contact", .action = "warn"};
    contact.rest = "match:\n  contact: {kind: [phone, wechat]}\n";
    test::RuleText regex{.id = "t.regex", .status = "shadow"};
    regex.rest = "match:\n  text: {regex: '满[0-9]+减'}\n";
    test::RuleText sender{.id = "t.sender", .action = "score"};
    sender.rest = "score: 10\nmatch:\n  sender: {kind: mobile}\n";
    test::RuleText staged{.id = "t.staged", .action = "warn"};
    staged.rest = "rollout: {percent: 50, routes: [other, \"te*\"]}\nmatch:\n  text: 积分\n";
    judge_ = std::make_unique<test::Judge>(
        std::vector<test::RuleText>{points, contact, regex, sender, staged});
  }

  void decide(std::string_view text) {
    const core::Decision decision = judge_->decide(test::Judge::sms(text));
    hits_ += decision.reasons.size();
  }

  std::unique_ptr<test::Judge> judge_;
  std::size_t hits_ = 0;
};

TEST_F(Allocations, are_none_in_steady_state_for_small_events_and_for_the_worst_after_them) {
  const std::string small =
      "您的积分已满一万，请登录 ccb-jf.example 兑换，电话13900000123，满100减50";
  const std::string worst = repeated(small + " 加微信 abcdef12 ", 60);
  // What a worker has seen before: events of both sizes.
  for (int i = 0; i < 3; ++i) {
    decide(worst);
    decide(small);
  }
  const std::size_t before = core::allocations();
  for (int i = 0; i < 1000; ++i) decide(small);
  decide(worst);
  for (int i = 0; i < 1000; ++i) decide(small);
  decide(worst);
  EXPECT_EQ(core::allocations() - before, 0u);
  EXPECT_GT(hits_, 6000u) << "the events must hit rules, or nothing was measured";
}

TEST_F(Allocations, are_counted_at_all) {
  const std::size_t before = core::allocations();
  auto memory = std::make_unique<int>(1);
  EXPECT_EQ(core::allocations() - before, 1u) << *memory;
}

}  // namespace
}  // namespace picket
