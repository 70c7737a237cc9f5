// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/worker_gate.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "filter/daemon/tested_rules.h"
#include "filter/lists/numbering.h"
#include "tests/filter/core/allocations.h"
#include "tests/filter/daemon/rules_folder.h"

namespace picket::daemon {
namespace {

class Answer final : public Waiter {
 public:
  void decided(const Outcome& outcome) noexcept override {
    ++called;
    verdict = outcome.decision.verdict;
    refused = outcome.refuse_temporarily;
    bypass = outcome.decision.bypass;
    ruleset = outcome.decision.ruleset;
    rules = outcome.decision.reasons.size();
  }
  int called = 0;
  core::Verdict verdict = core::Verdict::allow;
  bool refused = false;
  core::Bypass bypass = core::Bypass::none;
  std::string ruleset;
  std::size_t rules = 0;
};

class WorkerGateTest : public ::testing::Test {
 protected:
  static RoutePolicy make_policy() {
    RouteSettings settings;
    settings.numbering = &lists::default_profile();
    RoutePolicy made(settings);
    settings.trouble = Trouble::refuse;
    made.add("smpp:strict", settings);
    settings.overload = Overload::pass;
    made.add("*:pass", settings);
    settings.overload = Overload::refuse;
    made.add("*:refuse", settings);
    return made;
  }

  std::unique_ptr<Bundle> bundle() {
    auto loaded = load_tested_rules(folder.path(), store);
    EXPECT_TRUE(loaded.rules) << document::render(loaded.diagnostics.all().at(0));
    return std::make_unique<Bundle>(loaded.rules);
  }

  Answer judge(WorkerGate& gate, std::string_view text, std::string_view route = "smpp:esme") {
    core::Event event;
    event.text = text;
    event.from = {"10690000123456", 0};
    event.to = {"13900000002", 0};
    event.route = route;
    Answer answer;
    gate.judge(event, {}, answer);
    EXPECT_EQ(answer.called, 1);
    return answer;
  }

  static void overload(WorkerGate& gate) {
    gate.lag().set_threshold(std::chrono::milliseconds(100));
    for (int i = 0; i < 3; ++i) gate.lag().observe(std::chrono::seconds(1));
    ASSERT_TRUE(gate.lag().overloaded());
  }

  static std::uint64_t judged(const WorkerGate& gate) {
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < LatencyHistogram::kBuckets; ++i) count += gate.latency().count(i);
    return count;
  }

  RulesFolder folder;
  lists::ListStore store;
  const RoutePolicy policy = make_policy();
  state::UnknownMemory memory;
};

TEST_F(WorkerGateTest, judges_and_counts_by_route_verdict_and_rule) {
  folder.put("lottery", "中奖");
  WorkerGate gate(policy, 8, memory, nullptr);
  EXPECT_FALSE(gate.ready());
  gate.adopt(bundle());
  EXPECT_TRUE(gate.ready());
  EXPECT_EQ(judge(gate, "恭喜中奖").verdict, core::Verdict::block);
  EXPECT_EQ(judge(gate, "恭喜中奖", "smpp:other").verdict, core::Verdict::block);
  EXPECT_EQ(judge(gate, "明天开会").verdict, core::Verdict::allow);
  ASSERT_EQ(gate.routes().size(), 2u);
  const RouteCounters& counters = gate.routes().route(0).counters;
  EXPECT_EQ(counters.value(core::Channel::sms, core::Verdict::block), 1u);
  EXPECT_EQ(counters.value(core::Channel::sms, core::Verdict::allow), 1u);
  std::uint64_t observed = 0;
  for (std::size_t i = 0; i < LatencyHistogram::kBuckets; ++i) observed += gate.latency().count(i);
  EXPECT_EQ(observed, 3u);
  EXPECT_EQ(gate.adopt(bundle())->hits.value(0), 2u);
}

TEST_F(WorkerGateTest, judges_with_the_bundle_adopted_last) {
  folder.put("first", "中奖");
  WorkerGate gate(policy, 8, memory, nullptr);
  EXPECT_EQ(gate.adopt(bundle()), nullptr);
  EXPECT_EQ(judge(gate, "恭喜中奖").verdict, core::Verdict::block);
  folder.put("first", "退税");
  EXPECT_NE(gate.adopt(bundle()), nullptr);
  EXPECT_EQ(judge(gate, "恭喜中奖").verdict, core::Verdict::allow);
  EXPECT_EQ(judge(gate, "退税通知").verdict, core::Verdict::block);
}

TEST_F(WorkerGateTest, is_not_ready_while_draining_but_judges) {
  folder.put("lottery", "中奖");
  WorkerGate gate(policy, 8, memory, nullptr);
  gate.adopt(bundle());
  gate.set_draining();
  EXPECT_FALSE(gate.ready());
  EXPECT_EQ(judge(gate, "恭喜中奖").verdict, core::Verdict::block);
}

// 64 KiB of the first letter of overlapping phrases: more hits than any event may have.
TEST_F(WorkerGateTest, refuses_what_was_cut_short_only_where_the_route_says_so) {
  for (int n = 2; n < 40; ++n)
    folder.put("a" + std::to_string(n), std::string(static_cast<std::size_t>(n), 'a') + "b",
               std::string(static_cast<std::size_t>(n), 'a') + "b");
  folder.put("many", "{sequence: [aa, aaa, aaaa, ccc], within: 1000}", "aa aaa aaaa ccc");
  WorkerGate gate(policy, 8, memory, nullptr);
  gate.adopt(bundle());
  std::string text(64u << 10, 'a');
  const Answer lenient = judge(gate, text);
  const Answer strict = judge(gate, text, "smpp:strict");
  ASSERT_GT(gate.incomplete(), 0u) << "the text did not exceed the budget: not a test any more";
  EXPECT_FALSE(lenient.refused);
  EXPECT_EQ(lenient.verdict, core::Verdict::allow);
  EXPECT_TRUE(strict.refused);
  EXPECT_EQ(gate.refused(), 1u);
}

TEST_F(WorkerGateTest, under_overload_judges_lets_pass_or_refuses_as_the_route_says) {
  folder.put("lottery", "中奖");
  WorkerGate gate(policy, 8, memory, nullptr);
  gate.adopt(bundle());
  for (const char* route : {"smpp:pass", "smpp:refuse"})
    EXPECT_EQ(judge(gate, "恭喜中奖", route).verdict, core::Verdict::block) << "while it keeps up";
  overload(gate);
  EXPECT_EQ(judge(gate, "恭喜中奖", "smpp:esme").verdict, core::Verdict::block);
  EXPECT_EQ(judge(gate, "恭喜中奖", "smpp:strict").verdict, core::Verdict::block);
  const Answer passed = judge(gate, "恭喜中奖", "smpp:pass");
  EXPECT_EQ(passed.verdict, core::Verdict::allow);
  EXPECT_EQ(passed.bypass, core::Bypass::overload);
  EXPECT_FALSE(passed.refused);
  EXPECT_EQ(passed.rules, 0u);
  EXPECT_EQ(passed.ruleset.size(), 64u);
  const Answer refused = judge(gate, "恭喜中奖", "smpp:refuse");
  EXPECT_TRUE(refused.refused);
  EXPECT_EQ(refused.bypass, core::Bypass::overload);
  gate.lag().set_threshold(std::chrono::milliseconds(0));
  EXPECT_EQ(judge(gate, "恭喜中奖", "smpp:pass").verdict, core::Verdict::block) << "and afterwards";
}

TEST_F(WorkerGateTest, counts_what_goes_unjudged_by_route_and_apart_from_what_is_judged) {
  folder.put("lottery", "中奖");
  WorkerGate gate(policy, 8, memory, nullptr);
  gate.adopt(bundle());
  overload(gate);
  for (int i = 0; i < 3; ++i) judge(gate, "恭喜中奖", "smpp:pass");
  for (int i = 0; i < 2; ++i) judge(gate, "恭喜中奖", "smpp:refuse");
  judge(gate, "明天开会", "smpp:esme");
  ASSERT_EQ(gate.routes().size(), 3u);
  const auto counters = [&](std::size_t route) -> const RouteCounters& {
    return gate.routes().route(route).counters;
  };
  EXPECT_EQ(counters(0).value(Unjudged::passed), 3u);
  EXPECT_EQ(counters(0).value(Unjudged::refused), 0u);
  EXPECT_EQ(counters(1).value(Unjudged::refused), 2u);
  EXPECT_EQ(counters(2).value(Unjudged::passed), 0u);
  EXPECT_EQ(counters(0).value(core::Channel::sms, core::Verdict::allow), 0u);
  EXPECT_EQ(counters(2).value(core::Channel::sms, core::Verdict::allow), 1u);
  EXPECT_EQ(judged(gate), 1u);
  EXPECT_EQ(gate.refused(), 0u);
  EXPECT_EQ(gate.adopt(bundle())->hits.value(0), 0u);
}

TEST_F(WorkerGateTest, never_refuses_a_call_to_an_emergency_number) {
  folder.put("lottery", "中奖");
  WorkerGate gate(policy, 8, memory, nullptr);
  gate.adopt(bundle());
  overload(gate);
  core::Event event;
  event.route = "sip:refuse";
  event.channel = core::Channel::call;
  for (const auto& [to, expected] :
       {std::pair{"110", core::Bypass::emergency}, std::pair{"+86110", core::Bypass::emergency},
        std::pair{"13900000002", core::Bypass::overload}}) {
    event.to = {to, 0};
    Answer answer;
    gate.judge(event, {}, answer);
    EXPECT_EQ(answer.bypass, expected) << to;
    EXPECT_EQ(answer.refused, expected == core::Bypass::overload) << to;
  }
  event.channel = core::Channel::sms;
  event.to = {"110", 0};
  Answer answer;
  gate.judge(event, {}, answer);
  EXPECT_TRUE(answer.refused) << "a message is no call for help";
}

TEST_F(WorkerGateTest, allocates_nothing_over_ten_thousand_events_of_all_sizes) {
  folder.put("lottery", "中奖");
  folder.put("refund", "{sequence: [[登录, 点击], [兑换, 领取]], within: 12}", "登录兑换", "warn");
  record::LogWriter log(64u << 20);
  WorkerGate gate(policy, 8, memory, &log);
  gate.adopt(bundle());
  std::string longest;
  while (longest.size() < 60'000)
    longest += "您的积分将于年底到期，登录手机银行 example.test 中奖 ";
  const std::string_view texts[] = {"明天下午三点开会", "恭喜您中奖了，请登录 win.example 领取",
                                    longest, "", "hello"};
  const std::string_view routes[] = {"smpp:esme", "smpp:strict", "smpp:pass", "smpp:refuse"};
  Answer answer;
  core::Event event;
  event.from = {"10690000123456", 0};
  event.to = {"13900000002", 0};
  const auto judge_all = [&](int events) {
    for (int n = 0; n < events; ++n) {
      event.text = texts[static_cast<std::size_t>(n) % std::size(texts)];
      event.route = routes[static_cast<std::size_t>(n) % std::size(routes)];
      gate.judge(event, {"sequence_number", static_cast<std::uint64_t>(n)}, answer);
    }
  };
  judge_all(50);  // arenas reach their size
  const std::size_t before = core::allocations();
  judge_all(10'000);
  overload(gate);
  judge_all(10'000);
  EXPECT_EQ(core::allocations() - before, 0u);
  EXPECT_EQ(answer.called, 20'050);
}

}  // namespace
}  // namespace picket::daemon
