// SPDX-License-Identifier: Apache-2.0
// Judges events each by itself, for commands that count what rules do: nothing is remembered from
// one to the next (`rate` and `after` are unknown), and an event without a time has none. What came
// out is kept, and which of the rules made the difference.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "filter/core/decision.h"
#include "filter/core/event.h"
#include "filter/engine/workspace.h"
#include "filter/ruleset/ruleset.h"
#include "filter/state/memory.h"

namespace picket::tool {

// A stretch of the text that a rule was met by; characters from 0.
struct Piece {
  std::string text;
  std::uint32_t at = 0;
  bool operator==(const Piece&) const = default;
};

struct RuleHit {
  ruleset::RuleIndex rule = 0;
  bool acts = false;          // else it is reported under `shadow`
  bool decides = false;       // it alone makes the difference between allow and another verdict:
                              // without it, or with it where it does not act
  std::vector<Piece> pieces;  // only where the verdict is not allow
};

struct Judged {
  core::Verdict verdict = core::Verdict::allow;
  core::Risk risk = core::Risk::none;
  std::uint32_t score = 0;
  bool incomplete = false;
  std::vector<RuleHit> hits;                // by number: in deciding order
  std::vector<ruleset::RuleIndex> unknown;  // rules that ended so, by number

  bool caught() const noexcept { return verdict != core::Verdict::allow; }
};

// Lives on one thread.
class Judge {
 public:
  explicit Judge(std::shared_ptr<const ruleset::Ruleset> rules);

  Judged judge(const core::Event& event);

 private:
  std::shared_ptr<const ruleset::Ruleset> rules_;
  engine::Workspace workspace_;
  state::UnknownMemory memory_;
};

}  // namespace picket::tool
