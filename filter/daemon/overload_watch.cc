// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/overload_watch.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace picket::daemon {

std::uint64_t count_unjudged(const RouteTable& routes, Unjudged what) noexcept {
  std::uint64_t count = routes.others().value(what);
  for (std::size_t i = 0; i < routes.size(); ++i) count += routes.route(i).counters.value(what);
  return count;
}

OverloadWatch::OverloadWatch(asio::io_context& control, const std::vector<const WorkerGate*>& gates,
                             Say say)
    : say_(std::move(say)), timer_(control) {
  for (const WorkerGate* gate : gates) workers_.push_back({gate});
  wait();
}

void OverloadWatch::wait() {
  timer_.expires_after(std::chrono::seconds(1));
  timer_.async_wait([this](const asio::error_code& error) {
    if (error) return;
    look();
    wait();
  });
}

void OverloadWatch::look() {
  for (unsigned worker = 0; worker < workers_.size(); ++worker) look_at(worker, workers_[worker]);
}

void OverloadWatch::look_at(unsigned worker, Watched& watched) {
  const LagMeter& lag = watched.gate->lag();
  const bool overloaded = lag.overloaded();
  const std::uint64_t overloads = lag.overloads();
  if (overloads == watched.overloads && overloaded == watched.overloaded) return;
  watched.overloads = overloads;
  // One that is over before it was seen, or went by between two others, still ends with a line.
  if (overloaded && watched.overloaded) return;
  watched.overloaded = overloaded;
  if (overloaded) {
    const auto behind = std::chrono::duration_cast<std::chrono::milliseconds>(lag.lag());
    say_(true, fmt::format("worker {} is {} ms behind: its routes go by their `overload`", worker,
                           behind.count()));
    return;
  }
  const std::uint64_t passed = count_unjudged(watched.gate->routes(), Unjudged::passed);
  const std::uint64_t refused = count_unjudged(watched.gate->routes(), Unjudged::refused);
  say_(false, fmt::format("worker {} keeps up again: meanwhile {} events went on unjudged and {} "
                          "were refused for now",
                          worker, passed - watched.passed, refused - watched.refused));
  watched.passed = passed;
  watched.refused = refused;
}

}  // namespace picket::daemon
