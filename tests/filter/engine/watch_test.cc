// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "filter/core/decision_json.h"
#include "filter/engine/watch.h"
#include "tests/filter/engine/judge.h"

namespace picket {
namespace {

using testing::ElementsAre;

class Notes final : public engine::Watch {
 public:
  explicit Notes(const ruleset::Ruleset& rules) : rules_(rules) {}
  void stage_done(engine::Stage stage) noexcept override {
    all.emplace_back(engine::name_of(stage));
  }
  void rule_done(ruleset::RuleIndex rule, core::Truth truth) noexcept override {
    all.push_back(rules_.rule(rule).id + (truth == core::Truth::yes ? " hits" : " does not hit"));
  }
  std::vector<std::string> all;

 private:
  const ruleset::Ruleset& rules_;
};

class Watch : public testing::Test {
 protected:
  Watch()
      : judge_({{.id = "t.link", .rest = "match: {all: [{text: 积分}, {link: any}]}\n"},
                {.id = "t.text", .rest = "match: {text: 兑换}\n"},
                {.id = "t.other", .rest = "match: {text: 中奖}\n"}}),
        notes_(*judge_.rules) {}

  core::Decision watched(const core::Event& event) {
    notes_.all.clear();
    return engine::judge(event, {}, judge_.memory, *judge_.workspace, notes_);
  }

  test::Judge judge_;
  Notes notes_;
};

TEST_F(Watch, is_told_of_each_stage_and_each_rule_chosen) {
  watched(test::Judge::sms("积分兑换"));
  EXPECT_THAT(notes_.all, ElementsAre("fold", "match", "links", "choose", "exchange",
                                      "t.link does not hit", "t.text hits", "evaluate", "decide"));
}

TEST_F(Watch, is_told_that_an_emergency_call_is_not_judged) {
  core::Event call;
  call.channel = core::Channel::call;
  call.to.text = "110";
  EXPECT_EQ(watched(call).bypass, core::Bypass::emergency);
  EXPECT_THAT(notes_.all, ElementsAre("fold", "exchange", "evaluate", "decide"));
}

TEST_F(Watch, changes_no_decision) {
  for (const std::string_view text : {"积分兑换 jf-bank.example/x", "兑换", "中奖了", "你好", ""}) {
    const core::Event event = test::Judge::sms(text);
    core::JsonBuffer plain;
    core::append_decision(plain, {}, judge_.decide(event));
    core::JsonBuffer seen;
    core::append_decision(seen, {}, watched(event));
    EXPECT_EQ(std::string(plain.data(), plain.size()), std::string(seen.data(), seen.size()));
  }
}

}  // namespace
}  // namespace picket
