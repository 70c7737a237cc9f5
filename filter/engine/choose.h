// SPDX-License-Identifier: Apache-2.0
// Which rules an event is held against: those whose trigger is live and those without one. On the
// workspace's thread.
#pragma once

#include <span>

#include "filter/engine/workspace.h"
#include "filter/match/pattern_set.h"

namespace picket::engine {

// `found`: the text conditions that the scan says may hold.
void choose(std::span<const match::ConditionId> found, Workspace::State& state) noexcept;

}  // namespace picket::engine
