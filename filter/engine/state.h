// SPDX-License-Identifier: Apache-2.0
// What a workspace holds: the engine's own, for the files of this folder alone.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "filter/core/arena.h"
#include "filter/core/decision.h"
#include "filter/core/event.h"
#include "filter/core/truth.h"
#include "filter/engine/cutter.h"
#include "filter/engine/workspace.h"
#include "filter/match/pattern_set.h"
#include "filter/predicates/facts.h"
#include "filter/ruleset/ruleset.h"
#include "filter/state/memory.h"
#include "filter/text/fold.h"

namespace picket::engine {

// Truths of leaves, each found at most once an event: beginning the next event forgets all of them
// by counting on.
class Memo {
 public:
  explicit Memo(std::size_t leaves) : stamps_(leaves, 0) {}

  void begin() noexcept;

  // A text condition that the scan found may hold; others do not.
  void set_possible(std::uint32_t leaf) noexcept { stamps_[leaf] = event_ | kPossible; }
  void set(std::uint32_t leaf, core::Truth truth) noexcept {
    stamps_[leaf] = event_ | static_cast<std::uint32_t>(truth);
  }
  bool is_possible(std::uint32_t leaf) const noexcept {
    return stamps_[leaf] == (event_ | kPossible);
  }
  // nullopt where nothing is known of the leaf yet.
  std::optional<core::Truth> find(std::uint32_t leaf) const noexcept {
    const std::uint32_t stamp = stamps_[leaf];
    if ((stamp & ~kPossible) != event_ || (stamp & kPossible) == kPossible) return std::nullopt;
    return static_cast<core::Truth>(stamp & kPossible);
  }

 private:
  static constexpr std::uint32_t kPossible = 3;  // the two low bits: a core::Truth, or this
  static constexpr std::uint32_t kStep = 4;

  std::vector<std::uint32_t> stamps_;  // the event that wrote it, and what it wrote
  std::uint32_t event_ = 0;
};

struct Workspace::State {
  State(std::shared_ptr<const ruleset::Ruleset> ruleset, text::ViewMask more_views);

  std::shared_ptr<const ruleset::Ruleset> rules;
  text::ViewMask views;  // to build
  core::Arena arena;
  text::Folder folder;
  match::Scratch scratch;
  predicates::Facts facts;
  Memo texts;
  Memo tests;
  Memo chosen_once;                        // by rule: already chosen
  std::vector<ruleset::RuleIndex> chosen;  // rules to evaluate, by index once all are there
  std::vector<ruleset::RuleIndex> hits;
  std::vector<ruleset::RuleIndex> unknown;

  // For evidence. Places of one condition beyond the first so many are not shown.
  std::array<match::Occurrence, 64> occurrences;
  std::vector<text::Stretch> stretches;  // of one rule
  Cutter cutter;

  const core::Event* event = nullptr;
  core::Bypass bypass = core::Bypass::none;
  bool as_if_enforced = false;  // inspect_rules(): dates do not count
  bool incomplete = false;
  state::Requests requests;
  state::Answers answers;
};

}  // namespace picket::engine
