// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/reload.h"

#include <gtest/gtest.h>

#include <asio/executor_work_guard.hpp>
#include <asio/post.hpp>
#include <atomic>
#include <future>
#include <set>

#include "filter/lists/numbering.h"
#include "tests/filter/daemon/rules_folder.h"

namespace picket::daemon {
namespace {

// Two workers, and a control thread that is the test's own: run_until() runs it.
class ReloaderThreads : public ::testing::Test {
 protected:
  void make() {
    RouteSettings settings;
    settings.numbering = &lists::default_profile();
    policy = RoutePolicy(settings);
    std::vector<WorkerThread*> pointers;
    for (unsigned index = 0; index < 2; ++index) {
      workers.push_back(std::make_unique<WorkerThread>(index, policy, 8, memory, nullptr, 0));
      pointers.push_back(workers.back().get());
    }
    reloader.emplace(folder.path(), control, pointers);
  }
  void start() {
    make();
    ASSERT_TRUE(reloader->load_first().adopted);
    for (auto& worker : workers) worker->start();
  }
  void TearDown() override {
    for (auto& worker : workers) worker->stop();
    reloader.reset();
  }

  template <class Holds>
  void run_until(Holds holds) {
    while (!holds()) control.run_one();
  }

  ReloadResult reload() {
    std::optional<ReloadResult> got;
    reloader->reload([&](const ReloadResult& result) { got = result; });
    run_until([&] { return got.has_value(); });
    return *got;
  }

  RulesFolder folder;
  RoutePolicy policy{{}};
  state::UnknownMemory memory;
  asio::io_context control;
  asio::executor_work_guard<asio::io_context::executor_type> work{control.get_executor()};
  std::vector<std::unique_ptr<WorkerThread>> workers;
  std::optional<Reloader> reloader;
};

TEST_F(ReloaderThreads, does_not_start_with_rules_that_are_no_good) {
  folder.put("wrong", "中奖", "没有这个词");
  make();
  const ReloadResult result = reloader->load_first();
  EXPECT_FALSE(result.adopted);
  ASSERT_TRUE(result.diagnostics.has_errors());
  EXPECT_EQ(result.diagnostics.all()[0].code, "test-failed");
}

TEST_F(ReloaderThreads, says_that_there_is_no_directory) {
  std::filesystem::remove_all(folder.path());
  make();
  const ReloadResult result = reloader->load_first();
  EXPECT_FALSE(result.adopted);
  ASSERT_EQ(result.diagnostics.error_count(), 1u);
  EXPECT_EQ(result.diagnostics.all()[0].code, "no-rules");
}

TEST_F(ReloaderThreads, puts_new_rules_in_force_on_every_worker) {
  folder.put("lottery", "中奖");
  start();
  const std::string first(reloader->digest());
  folder.put("lottery", "退税");
  const ReloadResult result = reload();
  EXPECT_TRUE(result.adopted);
  EXPECT_EQ(result.ruleset, reloader->digest());
  EXPECT_NE(result.ruleset, first);
  EXPECT_EQ(reloader->reloads_adopted(), 1u);
}

TEST_F(ReloaderThreads, keeps_the_old_rules_where_the_new_ones_are_no_good) {
  folder.put("lottery", "中奖");
  start();
  const std::string first(reloader->digest());
  folder.put("lottery", "退税", "没有这个词");
  const ReloadResult result = reload();
  EXPECT_FALSE(result.adopted);
  EXPECT_TRUE(result.diagnostics.has_errors());
  EXPECT_EQ(reloader->digest(), first);
  EXPECT_EQ(reloader->reloads_failed(), 1u);
  folder.put("lottery", "退税");
  EXPECT_TRUE(reload().adopted) << "and mends itself";
}

// Whoever asks while a load runs may have changed the files after it read them.
TEST_F(ReloaderThreads, answers_every_asker_with_a_load_begun_after_it_asked) {
  folder.put("lottery", "中奖");
  start();
  std::vector<std::string> digests;
  const auto ask = [&] {
    reloader->reload([&](const ReloadResult& result) { digests.push_back(result.ruleset); });
  };
  ask();
  folder.put("more", "退税");
  ask();
  ask();
  run_until([&] { return digests.size() == 3; });
  EXPECT_EQ(digests[1], digests[2]);
  EXPECT_EQ(digests[2], reloader->digest());
  EXPECT_EQ(reloader->rule_count(), 2u);
  EXPECT_EQ(reloader->reloads_adopted(), 2u) << "the two that waited share one";
}

class CountingWaiter final : public Waiter {
 public:
  void decided(const Outcome& outcome) noexcept override {
    ++called;
    const std::string_view rule =
        outcome.decision.reasons.empty() ? "" : outcome.decision.reasons[0].rule;
    // The rule that hit belongs to the ruleset that the decision names.
    const auto known = expected->find(std::string(outcome.decision.ruleset));
    if (known == expected->end() || known->second != rule) ++wrong;
  }
  const std::map<std::string, std::string, std::less<>>* expected = nullptr;
  std::uint64_t called = 0;
  std::uint64_t wrong = 0;
};

TEST_F(ReloaderThreads, swaps_rulesets_under_traffic_without_mixing_them) {
  std::map<std::string, std::string, std::less<>> rule_of;  // digest: rule that blocks
  folder.put("odd", "中奖");
  start();
  rule_of[std::string(reloader->digest())] = "test.odd";
  std::filesystem::remove(folder.path() + "/odd.yaml");
  folder.put("even", "中奖");
  rule_of[reload().ruleset] = "test.even";
  ASSERT_EQ(rule_of.size(), 2u);

  // Traffic: on each worker a handler that judges a few events and posts itself again.
  std::atomic<bool> stop = false;
  std::vector<CountingWaiter> waiters(workers.size());
  std::vector<std::promise<void>> ended(workers.size());
  std::vector<std::function<void()>> traffic(workers.size());
  for (std::size_t i = 0; i < workers.size(); ++i) {
    waiters[i].expected = &rule_of;
    traffic[i] = [&, i] {
      core::Event event;
      event.text = "恭喜您中奖了";
      event.route = "smpp:esme";
      for (int n = 0; n < 20; ++n) workers[i]->gate().judge(event, {}, waiters[i]);
      if (stop) return ended[i].set_value();
      asio::post(workers[i]->io(), traffic[i]);
    };
    asio::post(workers[i]->io(), traffic[i]);
  }
  for (int n = 0; n < 30; ++n) {
    const std::string name = n % 2 == 0 ? "odd" : "even";
    const std::string other = n % 2 == 0 ? "even" : "odd";
    std::filesystem::remove(folder.path() + "/" + other + ".yaml");
    folder.put(name, "中奖");
    const ReloadResult result = reload();
    ASSERT_TRUE(result.adopted);
    ASSERT_EQ(rule_of.at(result.ruleset), "test." + name);
  }
  stop = true;
  for (auto& one : ended) one.get_future().wait();
  std::uint64_t judged = 0;
  for (const CountingWaiter& waiter : waiters) {
    EXPECT_GT(waiter.called, 0u);
    EXPECT_EQ(waiter.wrong, 0u);
    judged += waiter.called;
  }
  std::uint64_t counted = 0;
  for (const auto& [rule, counts] : reloader->rule_counts()) counted += counts.hits;
  EXPECT_EQ(counted, judged) << "hits survive the bundles that counted them";
}

}  // namespace
}  // namespace picket::daemon
