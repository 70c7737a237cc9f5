// SPDX-License-Identifier: Apache-2.0
// Judges the same events over and over, on one thread or several, and times it. Three ways take
// turns, so that what else the machine does falls on all of them: as fast as it goes (events a
// second), each decision by itself, and each stage of each decision. What reading the clock costs
// is taken off.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "filter/core/event.h"
#include "filter/core/time.h"
#include "filter/engine/watch.h"
#include "filter/engine/workspace.h"
#include "filter/state/memory.h"
#include "tools/picket/ticks.h"

namespace picket::tool {

struct Distribution {
  double mean = 0;  // ns, as all
  double p50 = 0;
  double p99 = 0;
  double p999 = 0;
};

struct Verdicts {
  std::uint64_t allow = 0;
  std::uint64_t warn = 0;
  std::uint64_t block = 0;
  std::uint64_t incomplete = 0;  // of these, cut by a budget
};

struct Measured {
  std::uint64_t decisions = 0;
  double seconds = 0;
  double events_per_s = 0;  // the median of the rounds, all threads together
  Distribution decision;
  Distribution match;
  std::array<double, engine::kStages> stages{};  // means
  double ns_per_reading = 0;                     // of the clock: already taken off
  double allocations_per_event = 0;
};

class Measurement {
 public:
  // `events` outlive it. Those without a time are judged at the time it was made.
  Measurement(std::shared_ptr<const ruleset::Ruleset> rules, std::span<const core::Event> events,
              unsigned threads);
  ~Measurement();

  // Judges every event once on every thread: warms up, and throws std::runtime_error where judging
  // with a watch decides otherwise than without.
  Verdicts check();

  Measured run(std::chrono::duration<double> time);

 private:
  struct Lane;  // of one thread

  void on_every_lane(const std::function<void(Lane&)>& work);
  double rate(std::chrono::duration<double> time);

  std::span<const core::Event> events_;
  core::Instant now_;
  TickRate clock_;
  state::UnknownMemory memory_;
  std::vector<std::unique_ptr<Lane>> lanes_;
};

}  // namespace picket::tool
