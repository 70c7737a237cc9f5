// SPDX-License-Identifier: Apache-2.0
// A worker with its thread. Made, started and stopped by the control thread.
#pragma once

#include <asio/executor_work_guard.hpp>
#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <thread>

#include "filter/daemon/worker.h"
#include "filter/daemon/worker_gate.h"

namespace picket::daemon {

class WorkerThread final : public Worker {
 public:
  WorkerThread(unsigned index, const RoutePolicy& policy, std::uint32_t max_routes,
               state::Memory& memory, record::LogWriter* log, std::size_t counters);
  ~WorkerThread();

  WorkerThread(const WorkerThread&) = delete;
  WorkerThread& operator=(const WorkerThread&) = delete;

  void start();
  void stop();  // returns when the thread has ended; handlers still queued are not run

  // Control thread: the worker takes the bundle between two events and calls `adopted` with the one
  // it had (null at first), on its own thread.
  using Adopted = std::move_only_function<void(std::unique_ptr<Bundle>)>;
  void post(std::unique_ptr<Bundle> bundle, Adopted adopted);

  // Control thread: routes go by this policy between two events. It outlives the worker.
  void post(const RoutePolicy& policy);

  // Control thread: a loop that is so far behind is overloaded (lag_meter.h), zero: never.
  void post_overload_after(std::chrono::nanoseconds behind);

  unsigned index() const noexcept override { return index_; }
  asio::io_context& io() noexcept override { return io_; }
  WorkerGate& gate() noexcept override { return gate_; }
  CounterCells& counters() noexcept override { return counters_; }
  int sessions() const noexcept override { return sessions_.load(std::memory_order_relaxed); }
  void session_opened() noexcept override { sessions_.fetch_add(1, std::memory_order_relaxed); }
  void session_closed() noexcept override { sessions_.fetch_sub(1, std::memory_order_relaxed); }

 private:
  void run();
  void measure_lag();

  unsigned index_;
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  asio::steady_timer lag_timer_{io_};
  WorkerGate gate_;
  CounterCells counters_;
  std::atomic<int> sessions_{0};
  std::thread thread_;
};

}  // namespace picket::daemon
