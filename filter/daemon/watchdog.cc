// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/watchdog.h"

#include <asio/post.hpp>
#include <utility>

namespace picket::daemon {

Watchdog::Watchdog(asio::io_context& control, std::span<Worker* const> workers,
                   std::chrono::microseconds interval, std::function<void()> alive)
    : control_(control),
      workers_(workers.begin(), workers.end()),
      interval_(interval),
      alive_(std::move(alive)),
      timer_(control) {
  ask();
}

void Watchdog::ask() {
  waiting_for_ = workers_.size();
  for (Worker* worker : workers_) {
    asio::post(worker->io(), [this] { asio::post(control_, [this] { answered(); }); });
  }
}

void Watchdog::answered() {
  if (--waiting_for_ != 0) return;
  alive_();
  timer_.expires_after(interval_);
  timer_.async_wait([this](const asio::error_code& error) {
    if (!error) ask();
  });
}

}  // namespace picket::daemon
