// SPDX-License-Identifier: Apache-2.0
// Where the conditions of a rule were met, as a decision tells it (language.md, "Decision"): for
// each `text`, `link` and `contact` condition of `match` that holds the earliest occurrence
// (`sequence`, `near`: one a step), by place; none of those under `not`. On the workspace's thread,
// after the rule was evaluated; allocates in the workspace's arena only.
#pragma once

#include <cstdint>
#include <span>

#include "filter/core/decision.h"
#include "filter/engine/workspace.h"
#include "filter/ruleset/rule.h"

namespace picket::engine {

std::span<const core::Matched> evidence_of(const ruleset::Rule& rule,
                                           Workspace::State& state) noexcept;

// The same of any condition, by the range of its steps.
std::span<const core::Matched> evidence_in(std::uint32_t begin, std::uint32_t end,
                                           Workspace::State& state) noexcept;

}  // namespace picket::engine
