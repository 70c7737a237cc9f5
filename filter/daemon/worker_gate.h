// SPDX-License-Identifier: Apache-2.0
// A worker's gate: judges with the bundle last posted, counts, records, answers. Lives on its
// worker, except the counters, which the control thread reads, and draining, which it sets.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "filter/daemon/bundle.h"
#include "filter/daemon/gate.h"
#include "filter/daemon/lag_meter.h"
#include "filter/daemon/latency.h"
#include "filter/daemon/route_table.h"
#include "filter/daemon/worker_clock.h"
#include "filter/record/decision_log.h"
#include "filter/state/memory.h"

namespace picket::daemon {

class WorkerGate final : public Gate {
 public:
  // All outlive the gate. `log`: null where there is no decision log.
  WorkerGate(const RoutePolicy& policy, std::uint32_t max_routes, state::Memory& memory,
             record::LogWriter* log);

  // On the worker, between two events: takes the bundle, hands back the one before (null at first).
  std::unique_ptr<Bundle> adopt(std::unique_ptr<Bundle> bundle) noexcept;

  // On the worker, between two events: routes go by this policy from now on.
  void adopt(const RoutePolicy& policy) noexcept { routes_.adopt(policy); }

  // Once a bundle is in.
  void judge(const core::Event& event, LogTag tag, Waiter& waiter) noexcept override;
  bool ready() const noexcept override;

  // On the worker.
  LagMeter& lag() noexcept { return lag_; }

  void set_draining() noexcept { draining_.store(true, std::memory_order_relaxed); }

  // Any thread.
  const RouteTable& routes() const noexcept { return routes_; }
  const LagMeter& lag() const noexcept { return lag_; }
  const LatencyHistogram& latency() const noexcept { return latency_; }
  std::uint64_t incomplete() const noexcept { return value(incomplete_); }
  std::uint64_t refused() const noexcept { return value(refused_); }

 private:
  using Counter = std::atomic<std::uint64_t>;
  static std::uint64_t value(const Counter& counter) noexcept {
    return counter.load(std::memory_order_relaxed);
  }
  static void increment(Counter& counter) noexcept {  // one writer
    counter.store(value(counter) + 1, std::memory_order_relaxed);
  }

  // An event with its profile, on its way.
  struct Arrived {
    const core::Event& event;
    core::Instant at;
    RouteTable::Found route;
    LogTag tag;
  };

  bool goes_unjudged(const Arrived& arrived) const noexcept;
  void answer_unjudged(const Arrived& arrived, Waiter& waiter) noexcept;
  void record(const Arrived& arrived, const Outcome& outcome) noexcept;
  void count_rules() noexcept;

  state::Memory& memory_;
  record::LogWriter* log_;
  std::unique_ptr<Bundle> bundle_;
  WorkerClock clock_;
  LagMeter lag_;
  RouteTable routes_;
  LatencyHistogram latency_;
  Counter incomplete_{0};
  Counter refused_{0};
  std::atomic<bool> draining_{false};
};

}  // namespace picket::daemon
