// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/worker_thread.h"

#include <pthread.h>
#include <spdlog/spdlog.h>

#include <asio/post.hpp>
#include <exception>
#include <string>
#include <utility>

namespace picket::daemon {

WorkerThread::WorkerThread(unsigned index, const RoutePolicy& policy, std::uint32_t max_routes,
                           state::Memory& memory, record::LogWriter* log, std::size_t counters)
    : index_(index),
      work_(io_.get_executor()),
      gate_(policy, max_routes, memory, log),
      counters_(counters) {}

WorkerThread::~WorkerThread() { stop(); }

void WorkerThread::start() {
  thread_ = std::thread([this] { run(); });
}

void WorkerThread::stop() {
  if (!thread_.joinable()) return;
  io_.stop();
  thread_.join();
}

void WorkerThread::run() {
  pthread_setname_np(pthread_self(), ("picket-w" + std::to_string(index_)).c_str());
  measure_lag();
  while (!io_.stopped()) {
    try {
      io_.run();
    } catch (const std::exception& error) {
      // Whatever one session could not cope with must not take the others along.
      spdlog::error("worker {}: {}", index_, error.what());
    }
  }
}

void WorkerThread::measure_lag() {
  lag_timer_.expires_after(LagMeter::kInterval);
  lag_timer_.async_wait([this](const asio::error_code& error) {
    if (error) return;
    gate_.lag().observe(std::chrono::steady_clock::now() - lag_timer_.expiry());
    measure_lag();
  });
}

void WorkerThread::post(std::unique_ptr<Bundle> bundle, Adopted adopted) {
  asio::post(io_, [this, taken = std::move(bundle), done = std::move(adopted)]() mutable {
    done(gate_.adopt(std::move(taken)));
  });
}

void WorkerThread::post(const RoutePolicy& policy) {
  asio::post(io_, [this, &policy] { gate_.adopt(policy); });
}

void WorkerThread::post_overload_after(std::chrono::nanoseconds behind) {
  asio::post(io_, [this, behind] { gate_.lag().set_threshold(behind); });
}

}  // namespace picket::daemon
