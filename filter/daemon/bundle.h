// SPDX-License-Identifier: Apache-2.0
// What a worker judges with: a ruleset, the workspace made for it, and counters by rule. Made off
// to the side, posted to the worker, swapped in between two events, and posted back to the control
// thread, where it is counted up and freed.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "filter/engine/workspace.h"
#include "filter/ruleset/ruleset.h"

namespace picket::daemon {

// Counts by rule index. add() on the worker that holds the bundle, value() from any thread.
class RuleCounters {
 public:
  explicit RuleCounters(std::size_t rules)
      : cells_(std::make_unique<std::atomic<std::uint64_t>[]>(rules)) {}

  void add(ruleset::RuleIndex rule) noexcept {
    cells_[rule].store(value(rule) + 1, std::memory_order_relaxed);
  }
  std::uint64_t value(ruleset::RuleIndex rule) const noexcept {
    return cells_[rule].load(std::memory_order_relaxed);
  }

 private:
  std::unique_ptr<std::atomic<std::uint64_t>[]> cells_;
};

struct Bundle {
  explicit Bundle(std::shared_ptr<const ruleset::Ruleset> rules)
      : hits(rules->rules().size()), unknown(rules->rules().size()), workspace(std::move(rules)) {}

  RuleCounters hits;     // enforced and shadow
  RuleCounters unknown;  // ended unknown, so did not act
  engine::Workspace workspace;
};

}  // namespace picket::daemon
