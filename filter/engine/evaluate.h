// SPDX-License-Identifier: Apache-2.0
// Conditions in three-valued logic over the facts of the event in a workspace, each leaf evaluated
// at most once an event. After settle() (or set_clock(), for conditions that do not ask the
// memory), until the next inspect(); on the workspace's thread. Allocates nothing.
#pragma once

#include <cstdint>

#include "filter/core/truth.h"
#include "filter/engine/workspace.h"
#include "filter/ruleset/rule.h"

namespace picket::engine {

// Of the condition at this index of the ruleset's program.
core::Truth truth_at(std::uint32_t step, Workspace::State& state) noexcept;

// Of a compiled rule: `match`, less `unless`.
core::Truth truth_of(const ruleset::Rule& rule, Workspace::State& state) noexcept;

}  // namespace picket::engine
