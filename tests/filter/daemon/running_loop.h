// SPDX-License-Identifier: Apache-2.0
// An io_context with a thread of its own, for tests of what lives on a worker.
#pragma once

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/post.hpp>
#include <atomic>
#include <future>
#include <thread>

#include "filter/daemon/worker.h"

namespace picket::daemon {

class RunningLoop {
 public:
  ~RunningLoop() { stop(); }

  asio::io_context& io() noexcept { return io_; }

  // Runs `task` on the loop's thread and waits for it.
  template <class Task>
  void run(Task task) {
    std::promise<void> done;
    asio::post(io_, [&] {
      task();
      done.set_value();
    });
    done.get_future().wait();
  }

  void stop() {
    if (!thread_.joinable()) return;
    io_.stop();
    thread_.join();
  }

 private:
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
  std::thread thread_{[this] { io_.run(); }};
};

// A worker without a gate: enough to deal connections to.
class LoopWorker final : public Worker {
 public:
  explicit LoopWorker(unsigned index) : index_(index) {}
  unsigned index() const noexcept override { return index_; }
  asio::io_context& io() noexcept override { return loop.io(); }
  Gate& gate() noexcept override { std::abort(); }
  CounterCells& counters() noexcept override { return cells_; }
  int sessions() const noexcept override { return sessions_; }
  void session_opened() noexcept override { ++sessions_; }
  void session_closed() noexcept override { --sessions_; }

  RunningLoop loop;

 private:
  unsigned index_;
  CounterCells cells_{0};
  std::atomic<int> sessions_{0};
};

}  // namespace picket::daemon
