// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/overload_watch.h"

#include <gtest/gtest.h>

#include <utility>

#include "filter/daemon/tested_rules.h"
#include "filter/lists/numbering.h"
#include "filter/state/memory.h"
#include "tests/filter/daemon/rules_folder.h"

namespace picket::daemon {
namespace {

using Lines = std::vector<std::string>;
using std::chrono::milliseconds;

class Nobody final : public Waiter {
  void decided(const Outcome&) noexcept override {}
};

class OverloadWatchTest : public ::testing::Test {
 protected:
  OverloadWatchTest() {
    folder.put("lottery", "中奖");
    const auto rules = load_tested_rules(folder.path(), store).rules;
    for (WorkerGate* gate : {&first, &second}) {
      gate->lag().set_threshold(milliseconds(100));
      gate->adopt(std::make_unique<Bundle>(rules));
    }
  }

  static RoutePolicy make_policy() {
    RouteSettings settings;
    settings.numbering = &lists::default_profile();
    RoutePolicy made(settings);
    settings.overload = Overload::pass;
    made.add("smpp:pass*", settings);
    settings.overload = Overload::refuse;
    made.add("smpp:refuse", settings);
    return made;
  }

  static void fall_behind(WorkerGate& gate) {
    for (int i = 0; i < 3; ++i) gate.lag().observe(milliseconds(230));
  }
  static void catch_up(WorkerGate& gate) {
    for (unsigned i = 0; i < LagMeter::kCalm + 3; ++i) gate.lag().observe(milliseconds(0));
  }
  static void judge(WorkerGate& gate, std::string_view route, int times) {
    core::Event event;
    event.route = route;
    Nobody nobody;
    for (int i = 0; i < times; ++i) gate.judge(event, {}, nobody);
  }

  Lines look() {
    watch.look();
    return std::exchange(lines, {});
  }

  RulesFolder folder;
  lists::ListStore store;
  const RoutePolicy policy = make_policy();
  state::UnknownMemory memory;
  WorkerGate first{policy, 2, memory, nullptr};
  WorkerGate second{policy, 2, memory, nullptr};
  asio::io_context control;
  Lines lines;
  OverloadWatch watch{control, {&first, &second}, [this](bool overloaded, const std::string& line) {
                        lines.push_back((overloaded ? "! " : "") + line);
                      }};
};

TEST_F(OverloadWatchTest, says_nothing_while_workers_keep_up) {
  judge(first, "smpp:pass1", 5);
  EXPECT_EQ(look(), Lines{});
}

TEST_F(OverloadWatchTest, says_once_who_is_behind_and_once_what_came_of_it) {
  fall_behind(second);
  EXPECT_EQ(look(), (Lines{"! worker 1 is 230 ms behind: its routes go by their `overload`"}));
  // More routes than are counted by name.
  judge(second, "smpp:pass1", 5);
  judge(second, "smpp:refuse", 3);
  judge(second, "smpp:pass2", 2);
  judge(second, "smpp:other", 4);
  EXPECT_EQ(look(), Lines{});
  catch_up(second);
  EXPECT_EQ(look(),
            (Lines{"worker 1 keeps up again: meanwhile 7 events went on unjudged and 3 were "
                   "refused for now"}));
  EXPECT_EQ(look(), Lines{});
}

TEST_F(OverloadWatchTest, counts_each_overload_for_itself) {
  for (int times = 1; times <= 3; ++times) {
    fall_behind(first);
    EXPECT_EQ(look().size(), 1u);
    judge(first, "smpp:pass1", times);
    catch_up(first);
    EXPECT_EQ(look(), (Lines{"worker 0 keeps up again: meanwhile " + std::to_string(times) +
                             " events went on unjudged and 0 were refused for now"}));
  }
}

TEST_F(OverloadWatchTest, leaves_none_out_that_was_over_before_it_looked) {
  fall_behind(first);
  judge(first, "smpp:pass1", 1);
  catch_up(first);
  EXPECT_EQ(look(), (Lines{"worker 0 keeps up again: meanwhile 1 events went on unjudged and 0 "
                           "were refused for now"}));
}

TEST_F(OverloadWatchTest, takes_two_in_a_row_without_a_look_between_them_for_one) {
  fall_behind(first);
  judge(first, "smpp:pass1", 1);
  EXPECT_EQ(look().size(), 1u);
  catch_up(first);
  fall_behind(first);
  judge(first, "smpp:pass1", 1);
  EXPECT_EQ(look(), Lines{});
  catch_up(first);
  EXPECT_EQ(look(), (Lines{"worker 0 keeps up again: meanwhile 2 events went on unjudged and 0 "
                           "were refused for now"}));
}

TEST_F(OverloadWatchTest, looks_every_second_by_itself) {
  fall_behind(first);
  while (lines.empty() && control.run_one_for(std::chrono::seconds(20)) != 0) {
  }
  EXPECT_EQ(lines.size(), 1u);
}

}  // namespace
}  // namespace picket::daemon
