// SPDX-License-Identifier: Apache-2.0
// The pipeline: an event to a decision, in two pure halves around one exchange with the memory.
//
//   inspect(event, workspace);                       // any thread, in any order
//   set_clock(workspace, now);
//   memory.exchange(requests(workspace), answers(workspace));
//   decision = settle(workspace);                    // in the order of the events
//
// All for one event happens with one workspace. The event, and what it points to, must stay until
// the decision is done with; the decision's views end at the next inspect(). Nothing here allocates
// in steady state, waits, logs or throws.
#pragma once

#include <optional>

#include "filter/core/decision.h"
#include "filter/core/event.h"
#include "filter/core/time.h"
#include "filter/engine/watch.h"
#include "filter/engine/workspace.h"
#include "filter/state/memory.h"

namespace picket::engine {

// Folds the text, scans it, chooses the rules whose trigger is live and collects what they ask of
// the memory.
void inspect(const core::Event& event, Workspace& workspace) noexcept;

// The time to judge an event at that has none of its own; absent: unknown, and conditions on time
// are false. Call it between inspect() and requests().
void set_clock(Workspace& workspace, std::optional<core::Instant> now) noexcept;

// What to ask, and where the answers go.
const state::Requests& requests(const Workspace& workspace) noexcept;
const state::Answers& answers(const Workspace& workspace) noexcept;

// Evaluates the chosen rules and decides.
core::Decision settle(Workspace& workspace) noexcept;

// All of it, for whoever judges one event at a time.
core::Decision judge(const core::Event& event, std::optional<core::Instant> now,
                     state::Memory& memory, Workspace& workspace) noexcept;

// The same, watched: the same decision, somewhat slower.
core::Decision judge(const core::Event& event, std::optional<core::Instant> now,
                     state::Memory& memory, Workspace& workspace, Watch& watch) noexcept;

// Instead of inspect(): only these rules (sorted by index, compiled) are evaluated, whatever their
// status, channel, date and triggers. For rule tests and explain.
void inspect_rules(const core::Event& event, std::span<const ruleset::RuleIndex> chosen,
                   Workspace& workspace) noexcept;

}  // namespace picket::engine
