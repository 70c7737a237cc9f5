// SPDX-License-Identifier: Apache-2.0
// Says that we live while every worker still turns its loop, and falls silent when one hangs, so
// that the service manager ends us and starts another. Control thread.
#pragma once

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <span>
#include <vector>

#include "filter/daemon/worker.h"

namespace picket::daemon {

class Watchdog {
 public:
  // `workers` outlive it and have stopped when it goes. `alive` is called every `interval`, on
  // `control`, once all workers have answered since the last time.
  Watchdog(asio::io_context& control, std::span<Worker* const> workers,
           std::chrono::microseconds interval, std::function<void()> alive);

 private:
  void ask();
  void answered();

  asio::io_context& control_;
  const std::vector<Worker*> workers_;
  const std::chrono::microseconds interval_;
  const std::function<void()> alive_;
  asio::steady_timer timer_;
  std::size_t waiting_for_ = 0;  // workers
};

}  // namespace picket::daemon
