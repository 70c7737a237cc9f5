// SPDX-License-Identifier: Apache-2.0
#include "filter/decide/decide.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>

#include "tests/filter/ruleset/rules_dir.h"

namespace picket {
namespace {

using core::Risk;
using core::Verdict;
using decide::Hit;

// Rules a to z of all kinds; each test says which of them hit.
class Decide : public testing::Test {
 protected:
  Decide() {
    add("t.allow", "allow", "low");
    add("t.block", "block", "medium");
    add("t.block-critical", "block", "critical");
    add("t.order", "block", "low", "basis: order\n");
    add("t.warn", "warn", "high");
    add("t.score-40", "score", "low", "score: 40\n");
    add("t.score-50", "score", "high", "score: 50\n");
    add("t.score-60", "score", "medium", "score: 60\n");
    add("t.shadow-block", "block", "high", "", "shadow");
    add("t.shadow-order", "block", "high", "basis: order\n", "shadow");
    add("t.shadow-score", "score", "critical", "score: 100\n", "shadow");
    rules_ = directory_.load();
  }

  void add(const std::string& id, const std::string& action, const std::string& risk,
           const std::string& more = "", const std::string& status = "enforce") {
    test::RuleText text{.id = id, .status = status, .action = action, .risk = risk};
    text.rest = more + text.rest;
    directory_.add(id + ".yaml", text.yaml());
  }

  core::Decision decide(std::initializer_list<std::string_view> ids) {
    hits_.clear();
    for (const std::string_view id : ids) {
      const ruleset::Rule* rule = rules_->find(id);
      if (rule == nullptr) throw std::runtime_error("no such rule");
      hits_.push_back({static_cast<ruleset::RuleIndex>(rule - rules_->rules().data()),
                       rule->acts_on("", ""),
                       {}});
    }
    std::ranges::sort(hits_, {}, &Hit::rule);
    return decide::decide(hits_, *rules_, arena_);
  }

  static std::string listed(std::span<const core::Reason> reasons) {
    std::string all;
    for (const core::Reason& reason : reasons) {
      if (!all.empty()) all += ' ';
      all += reason.rule;
    }
    return all;
  }

  test::RulesDir directory_;
  std::shared_ptr<const ruleset::Ruleset> rules_;
  std::vector<Hit> hits_;
  core::Arena arena_;
};

TEST_F(Decide, without_a_hit_allows_and_names_the_ruleset) {
  const core::Decision decision = decide({});
  EXPECT_EQ(decision.verdict, Verdict::allow);
  EXPECT_EQ(decision.risk, Risk::none);
  EXPECT_EQ(decision.score, 0u);
  EXPECT_TRUE(decision.reasons.empty());
  EXPECT_EQ(decision.ruleset, rules_->digest());
}

TEST_F(Decide, an_order_to_block_comes_before_an_allow) {
  const core::Decision decision = decide({"t.allow", "t.order", "t.block-critical"});
  EXPECT_EQ(decision.verdict, Verdict::block);
  EXPECT_EQ(decision.risk, Risk::low) << "only the order decided";
}

TEST_F(Decide, an_allow_comes_before_a_block_and_has_no_risk) {
  const core::Decision decision = decide({"t.allow", "t.block", "t.warn", "t.score-60"});
  EXPECT_EQ(decision.verdict, Verdict::allow);
  EXPECT_EQ(decision.risk, Risk::none);
  EXPECT_EQ(decision.score, 60u) << "the score is always the sum";
}

TEST_F(Decide, a_block_comes_before_a_warn_with_the_highest_risk_of_the_blocks) {
  const core::Decision decision = decide({"t.block", "t.block-critical", "t.warn"});
  EXPECT_EQ(decision.verdict, Verdict::block);
  EXPECT_EQ(decision.risk, Risk::critical);
  EXPECT_EQ(decide({"t.block", "t.warn"}).risk, Risk::medium);
}

TEST_F(Decide, a_warn_comes_before_a_score_that_would_block) {
  const core::Decision decision = decide({"t.warn", "t.score-40", "t.score-60"});
  EXPECT_EQ(decision.verdict, Verdict::warn);
  EXPECT_EQ(decision.risk, Risk::high);
  EXPECT_EQ(decision.score, 100u);
}

TEST_F(Decide, scores_warn_from_50_and_block_from_100) {
  EXPECT_EQ(decide({"t.score-40"}).verdict, Verdict::allow);
  EXPECT_EQ(decide({"t.score-40"}).risk, Risk::none);
  EXPECT_EQ(decide({"t.score-50"}).verdict, Verdict::warn);
  EXPECT_EQ(decide({"t.score-40", "t.score-50"}).verdict, Verdict::warn);
  EXPECT_EQ(decide({"t.score-40", "t.score-60"}).verdict, Verdict::block);
  EXPECT_EQ(decide({"t.score-40", "t.score-60"}).risk, Risk::medium);
}

TEST_F(Decide, shadow_rules_are_reported_and_never_act) {
  const core::Decision decision = decide({"t.shadow-score", "t.shadow-block", "t.shadow-order"});
  EXPECT_EQ(decision.verdict, Verdict::allow);
  EXPECT_EQ(decision.score, 0u);
  EXPECT_EQ(listed(decision.reasons), "");
  EXPECT_EQ(listed(decision.shadow), "t.shadow-order t.shadow-block t.shadow-score");
}

TEST_F(Decide, reasons_are_in_the_order_of_deciding_then_by_id_losers_too) {
  const core::Decision decision = decide({"t.score-60", "t.warn", "t.block-critical", "t.block",
                                          "t.allow", "t.order", "t.score-40", "t.shadow-block"});
  EXPECT_EQ(listed(decision.reasons),
            "t.order t.allow t.block t.block-critical t.warn t.score-40 t.score-60");
  EXPECT_EQ(listed(decision.shadow), "t.shadow-block");
}

TEST_F(Decide, a_reason_carries_what_its_rule_says) {
  const core::Decision decision = decide({"t.order"});
  ASSERT_EQ(decision.reasons.size(), 1u);
  EXPECT_EQ(decision.reasons[0].rule, "t.order");
  EXPECT_EQ(decision.reasons[0].rev, 1u);
  EXPECT_EQ(decision.reasons[0].action, core::Action::block);
  EXPECT_EQ(decision.reasons[0].basis, core::Basis::order);
}

}  // namespace
}  // namespace picket
