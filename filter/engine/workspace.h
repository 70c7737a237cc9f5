// SPDX-License-Identifier: Apache-2.0
// Memory of one event in flight under one ruleset: views, hits, memoised conditions, the decision.
// Reused from event to event; in steady state nothing is allocated. One per event in flight; a
// worker that judges one event at a time needs one. Made where a ruleset is adopted (it allocates),
// used on one thread at a time, and keeps its ruleset alive.
#pragma once

#include <memory>
#include <span>

#include "filter/ruleset/ruleset.h"
#include "filter/text/fold.h"

namespace picket::engine {

class Workspace {
 public:
  // `more_views` are built besides those that the rules look in, for whoever wants to show them.
  explicit Workspace(std::shared_ptr<const ruleset::Ruleset> rules, text::ViewMask more_views = 0);
  ~Workspace();
  Workspace(Workspace&&) noexcept;
  Workspace& operator=(Workspace&&) noexcept;

  const ruleset::Ruleset& rules() const noexcept;

  // Of the last event settled, until the next inspect(): the rules that hit (shadow ones too) and
  // those that ended unknown, by index. For counters.
  std::span<const ruleset::RuleIndex> hits() const noexcept;
  std::span<const ruleset::RuleIndex> unknown() const noexcept;

  struct State;  // state.h: the engine's own
  State& state() noexcept { return *state_; }
  const State& state() const noexcept { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

}  // namespace picket::engine
