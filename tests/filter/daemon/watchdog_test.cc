// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/watchdog.h"

#include <gtest/gtest.h>

#include <asio/executor_work_guard.hpp>
#include <asio/post.hpp>
#include <chrono>
#include <future>

#include "tests/filter/daemon/running_loop.h"

namespace picket::daemon {
namespace {

using std::chrono::milliseconds;

TEST(WatchdogThreads, speaks_while_all_workers_turn_and_falls_silent_while_one_hangs) {
  LoopWorker first(0), second(1);
  asio::io_context control(1);
  const auto work = asio::make_work_guard(control);
  Worker* workers[] = {&first, &second};
  int said = 0;
  Watchdog watchdog(control, workers, milliseconds(10), [&] { ++said; });
  const auto run_until = [&](int count) {
    while (said < count && control.run_one_for(std::chrono::seconds(20)) != 0) {
    }
    return said >= count;
  };
  EXPECT_TRUE(run_until(3));

  std::promise<void> hangs, release;
  asio::post(second.io(), [&] {
    hangs.set_value();
    release.get_future().wait();
  });
  hangs.get_future().wait();
  first.loop.run([] {});
  // What is answered of the round under way, the hanging one's part missing, ends no round.
  control.run_for(milliseconds(100));
  const int before = said;
  control.run_for(milliseconds(200));
  EXPECT_EQ(said, before);

  release.set_value();
  EXPECT_TRUE(run_until(before + 3)) << "and goes on with it";
  first.loop.stop();
  second.loop.stop();
}

}  // namespace
}  // namespace picket::daemon
