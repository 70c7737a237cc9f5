// SPDX-License-Identifier: Apache-2.0
// Says when a worker becomes overloaded and when it keeps up again, and how many events went
// unjudged meanwhile: at most one line a second and worker, whatever the workers do. Control
// thread.
#pragma once

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "filter/daemon/route_table.h"
#include "filter/daemon/worker_gate.h"

namespace picket::daemon {

// Of all routes of a worker. Any thread.
std::uint64_t count_unjudged(const RouteTable& routes, Unjudged what) noexcept;

class OverloadWatch {
 public:
  // A worker is overloaded, or is so no more.
  using Say = std::function<void(bool overloaded, const std::string& line)>;

  // The gates, one a worker, outlive it.
  OverloadWatch(asio::io_context& control, const std::vector<const WorkerGate*>& gates, Say say);

  // What it does every second.
  void look();

 private:
  struct Watched {
    const WorkerGate* gate;
    std::uint64_t overloads = 0;  // of which has been said that they began
    bool overloaded = false;      // as said last
    std::uint64_t passed = 0;     // before this overload
    std::uint64_t refused = 0;
  };

  void wait();
  void look_at(unsigned worker, Watched& watched);

  std::vector<Watched> workers_;
  const Say say_;
  asio::steady_timer timer_;
};

}  // namespace picket::daemon
