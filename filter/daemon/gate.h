// SPDX-License-Identifier: Apache-2.0
// Where adapters hand in an event. One per worker; lives on it, not thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

#include "filter/core/decision.h"
#include "filter/core/event.h"

namespace picket::daemon {

struct Outcome {
  core::Decision decision;
  // Set where the event could not be judged as it should be (a budget exceeded, an internal error,
  // a worker that is overloaded) and the route's policy says refuse: the adapter answers its
  // protocol's temporary error, which never looks like a block. `decision` is then what was seen so
  // far. One that is not refused and was not judged for overload is allowed, with that as `bypass`.
  bool refuse_temporarily = false;
};

// Called exactly once per judge(), on the worker's thread; today before judge() returns, later
// perhaps after a remote store has answered: no adapter may rely on either.
class Waiter {
 public:
  virtual void decided(const Outcome& outcome) noexcept = 0;

 protected:
  ~Waiter() = default;
};

// What the decision log should carry beside the event itself, as key and integer: e.g.
// {"sequence_number", 17}. `key` is a literal of the adapter: it must outlive the process's log.
// An empty key: nothing to carry.
struct LogTag {
  std::string_view key;
  std::uint64_t value = 0;
};

class Gate {
 public:
  // Judges, counts, records, then calls the waiter. Allocates nothing in steady state, never
  // throws. `event.profile` is set here from the route's configuration; event.time is left as it
  // is (where it has none, rules see the clock).
  virtual void judge(const core::Event& event, LogTag tag, Waiter& waiter) noexcept = 0;

  // Whether new work should be sent here: a ruleset is in force and the daemon is not draining.
  // For readiness probes; judge() works either way once the first ruleset is in.
  virtual bool ready() const noexcept = 0;

 protected:
  ~Gate() = default;
};

}  // namespace picket::daemon
