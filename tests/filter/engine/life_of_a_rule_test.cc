// SPDX-License-Identifier: Apache-2.0
// From draft to retired: what a rule's status, its date and its rollout make of a hit.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "filter/engine/insight.h"
#include "filter/engine/rule_tests.h"
#include "tests/filter/engine/judge.h"

namespace picket {
namespace {

using core::Event;
using core::Verdict;
using engine::Standing;
using test::Judge;
using test::RuleText;

RuleText rule(std::string id, std::string status, const std::string& more = "",
              std::string action = "block") {
  return {.id = std::move(id),
          .status = std::move(status),
          .action = std::move(action),
          .rest = more + "match: {text: 积分}\n"};
}

std::string listed(std::span<const core::Reason> reasons) {
  std::string all;
  for (const core::Reason& reason : reasons)
    all += (all.empty() ? "" : " ") + std::string(reason.rule);
  return all;
}

Event sms_to(std::string_view recipient, std::string_view route = "smpp:bulk-1") {
  Event event = Judge::sms("积分");
  event.to.text = recipient;
  event.route = route;
  return event;
}

TEST(LifeOfARule, draft_and_retired_are_not_evaluated_on_traffic) {
  for (const std::string status : {"draft", "retired"}) {
    Judge judge({rule("t.a", status)});
    EXPECT_FALSE(judge.hits("积分")) << status;
    // Nor where they are compiled, to be tested and explained.
    judge.rules = judge.directory.load({.inactive = true, .now = {}});
    judge.workspace = std::make_unique<engine::Workspace>(judge.rules);
    ASSERT_TRUE(judge.rules->rule(0).compiled());
    EXPECT_FALSE(judge.hits("积分")) << status;
    EXPECT_EQ(engine::insight_into(0, *judge.workspace).standing, Standing::unused);
  }
}

TEST(LifeOfARule, shadow_is_evaluated_and_reported_and_never_acts) {
  Judge judge(
      {rule("t.allow", "shadow", "", "allow"), rule("t.order", "shadow", "basis: order\n", "block"),
       rule("t.score", "shadow", "score: 100\n", "score"), rule("t.warn", "enforce", "", "warn")});
  const core::Decision decision = judge.decide(Judge::sms("积分"));
  EXPECT_EQ(decision.verdict, Verdict::warn);
  EXPECT_EQ(decision.score, 0u);
  EXPECT_EQ(listed(decision.reasons), "t.warn");
  EXPECT_EQ(listed(decision.shadow), "t.order t.allow t.score") << "in the order of reasons";
}

TEST(LifeOfARule, enforce_acts) {
  Judge judge({rule("t.a", "enforce")});
  const core::Decision decision = judge.decide(Judge::sms("积分"));
  EXPECT_EQ(decision.verdict, Verdict::block);
  EXPECT_EQ(listed(decision.reasons), "t.a");
  EXPECT_EQ(listed(decision.shadow), "");
}

TEST(LifeOfARule, an_expired_rule_is_as_retired_from_midnight_in_shanghai) {
  for (const std::string status : {"enforce", "shadow"}) {
    Judge judge({rule("t.a", status, "expires: 2026-03-01\n")});
    Event event = Judge::sms("积分");
    event.time = test::at("2026-02-28T23:59:59.999999+08:00");
    EXPECT_TRUE(judge.hits(event)) << status;
    event.time = test::at("2026-03-01T00:00:00+08:00");
    const core::Decision decision = judge.decide(event);
    EXPECT_EQ(decision.verdict, Verdict::allow);
    EXPECT_EQ(listed(decision.reasons) + listed(decision.shadow), "") << "as if retired: unseen";
    EXPECT_EQ(engine::insight_into(0, *judge.workspace).standing, Standing::expired);
  }
}

TEST(LifeOfARule, expires_at_the_time_of_the_event_wherever_the_clock_stands) {
  Judge judge({rule("t.a", "enforce", "expires: 2026-03-01\n")});
  const auto before = test::at("2026-02-28T15:59:59Z");
  const auto after = test::at("2026-02-28T16:00:00Z");
  Event event = Judge::sms("积分");
  event.time = before;
  EXPECT_TRUE(judge.hits(event, after)) << "a late event is judged at its own time";
  event.time = after;
  EXPECT_FALSE(judge.hits(event, before));
  event.time.reset();
  EXPECT_TRUE(judge.hits(event, before)) << "without one, by the clock";
  EXPECT_FALSE(judge.hits(event, after));
  EXPECT_TRUE(judge.hits(event)) << "where nobody knows the time, nothing has expired";
}

// Recipients whose places in the line of `t.a` are known: rollout_test.cc proves the line.
std::string recipient_with_place(std::string_view id, bool below, std::uint32_t limit) {
  for (int i = 10'000'000;; ++i) {
    const std::string number = "+86139" + std::to_string(i);
    if ((ruleset::rollout_place(id, number) < limit) == below) return number;
  }
}

TEST(Rollout, acts_on_its_recipients_and_is_a_shadow_to_the_others) {
  Judge judge({rule("t.a", "enforce", "rollout: {percent: 10}\n")});
  const std::string in = recipient_with_place("t.a", true, 10);
  const std::string out = recipient_with_place("t.a", false, 10);

  // insight_into() looks at the event once more.
  const Event inside = sms_to(in), outside = sms_to(out);
  core::Decision decision = judge.decide(inside);
  EXPECT_EQ(decision.verdict, Verdict::block);
  EXPECT_EQ(listed(decision.reasons), "t.a");
  EXPECT_EQ(listed(decision.shadow), "");
  EXPECT_EQ(engine::insight_into(0, *judge.workspace).standing, Standing::acts);

  decision = judge.decide(outside);
  EXPECT_EQ(decision.verdict, Verdict::allow);
  EXPECT_EQ(decision.risk, core::Risk::none);
  EXPECT_EQ(listed(decision.reasons), "");
  EXPECT_EQ(listed(decision.shadow), "t.a");
  ASSERT_EQ(decision.shadow[0].matched.size(), 1u) << "with its evidence";
  EXPECT_EQ(judge.workspace->hits().size(), 1u) << "it did hit";
  EXPECT_EQ(engine::insight_into(0, *judge.workspace).standing, Standing::outside);
}

TEST(Rollout, goes_by_the_normal_form_of_the_recipient) {
  Judge judge({rule("t.a", "enforce", "rollout: {percent: 50}\n")});
  for (int i = 10'000'000; i < 10'000'050; ++i) {
    const std::string national = "139" + std::to_string(i);
    const Verdict expected =
        ruleset::rollout_place("t.a", "+86" + national) < 50 ? Verdict::block : Verdict::allow;
    for (const std::string& written : {national, "+86" + national, "0086 " + national}) {
      EXPECT_EQ(judge.decide(sms_to(written)).verdict, expected) << written;
    }
  }
}

TEST(Rollout, without_a_recipient_is_a_shadow) {
  Judge judge({rule("t.a", "enforce", "rollout: {percent: 100}\n")});
  for (const std::string_view nobody : {"", "anonymous"}) {
    const core::Decision decision = judge.decide(sms_to(nobody));
    EXPECT_EQ(decision.verdict, Verdict::allow) << nobody;
    EXPECT_EQ(listed(decision.shadow), "t.a");
  }
  EXPECT_EQ(judge.decide(sms_to("95588")).verdict, Verdict::block);
}

TEST(Rollout, by_route_acts_there) {
  Judge judge({rule("t.a", "enforce", "rollout: {routes: [\"smpp:bulk-*\"]}\n")});
  EXPECT_EQ(judge.decide(sms_to("", "smpp:bulk-9")).verdict, Verdict::block);
  const core::Decision decision = judge.decide(sms_to("", "smpp:main"));
  EXPECT_EQ(decision.verdict, Verdict::allow);
  EXPECT_EQ(listed(decision.shadow), "t.a");
}

TEST(Rollout, outside_neither_scores_nor_decides_whatever_the_rule_would_do) {
  const std::string out = "rollout: {routes: elsewhere}\n";
  Judge judge({rule("t.allow", "enforce", out, "allow"),
               rule("t.order", "enforce", out + "basis: order\n"),
               rule("t.score", "enforce", out + "score: 60\n", "score"),
               rule("t.half", "enforce", "score: 40\n", "score")});
  const core::Decision decision = judge.decide(Judge::sms("积分"));
  EXPECT_EQ(decision.verdict, Verdict::allow);
  EXPECT_EQ(decision.score, 40u);
  EXPECT_EQ(listed(decision.reasons), "t.half");
  EXPECT_EQ(listed(decision.shadow), "t.order t.allow t.score");
}

TEST(Rollout, does_not_keep_the_rule_s_own_tests_from_it) {
  test::RulesDir directory;
  RuleText staged{.rest =
                      "rollout: {percent: 1, routes: nowhere}\nmatch: {text: abc}\n"
                      "tests: [{hit: a, text: abc}, {miss: b, text: b}]\n"};
  const auto rules = directory.add("a.yaml", staged.yaml()).load();
  ASSERT_TRUE(rules) << directory.rendered();
  EXPECT_EQ(engine::run_rule_tests(rules, directory.diagnostics).passed, 2u);
}

}  // namespace
}  // namespace picket
