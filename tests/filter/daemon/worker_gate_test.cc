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
    rules = outcome.decision.reasons.size();
  }
  int called = 0;
  core::Verdict verdict = core::Verdict::allow;
  bool refused = false;
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
  Answer answer;
  core::Event event;
  event.from = {"10690000123456", 0};
  event.to = {"13900000002", 0};
  const auto judge_all = [&](int events) {
    for (int n = 0; n < events; ++n) {
      event.text = texts[static_cast<std::size_t>(n) % std::size(texts)];
      event.route = n % 2 == 0 ? "smpp:esme" : "smpp:strict";
      gate.judge(event, {"sequence_number", static_cast<std::uint64_t>(n)}, answer);
    }
  };
  judge_all(50);  // arenas reach their size
  const std::size_t before = core::allocations();
  judge_all(10'000);
  EXPECT_EQ(core::allocations() - before, 0u);
  EXPECT_EQ(answer.called, 10'050);
}

}  // namespace
}  // namespace picket::daemon
