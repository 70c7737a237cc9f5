// SPDX-License-Identifier: Apache-2.0
// Triggers: for a condition, a set of simpler ones of which at least one must hold where it holds,
// chosen so that it seldom does. A rule is only evaluated when its trigger is live; what the set
// leaves out can never make the rule hold, which is all that correctness asks of it. Called while a
// ruleset is compiled.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "filter/match/pattern_set.h"
#include "filter/predicates/predicate.h"
#include "filter/ruleset/rule.h"

namespace picket::ruleset {

struct Trigger {
  std::vector<match::ConditionId> texts;  // each once
  bool a_link = false;
  bool a_contact = false;
  bool a_party =
      false;  // live in every event, but then the rule's first question ends most of them
  // A guess at how often it is live; what counts is which of two is smaller.
  double frequency = 0;
};

// What steps refer to.
struct Leaves {
  const match::PatternSet& patterns;
  std::span<const std::shared_ptr<const predicates::Test>> tests;
};

// Of the condition at program[at]; nullopt where neither the text nor a party must be as it says
// for it to hold.
std::optional<Trigger> trigger_of(std::span<const Step> program, std::uint32_t at,
                                  const Leaves& leaves);

}  // namespace picket::ruleset
