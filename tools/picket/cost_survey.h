// SPDX-License-Identifier: Apache-2.0
// What each rule of a ruleset costs, and what makes it dear: by what is known of its conditions
// beforehand, or measured on events.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "filter/core/event.h"
#include "filter/document/diagnostic.h"
#include "filter/match/pattern_set.h"
#include "filter/ruleset/ruleset.h"

namespace picket::tool {

// Of a rule that is evaluated on traffic.
struct RuleCost {
  ruleset::RuleIndex rule = 0;
  std::string_view trigger;  // text, link, contact, "text or link", ...; none
  std::size_t leaves = 0;    // conditions that hold no others
  double chance = 0;         // a guess at how often it is evaluated, 0..1
  // On events.
  std::uint64_t evaluated = 0;
  std::uint64_t hits = 0;
  std::uint64_t unknown = 0;
  double ns_per_event = 0;  // evaluating it, spread over all events
};

// A regex that is not found by literals.
struct DearRegex {
  ruleset::RuleIndex rule = 0;  // the first that has it
  document::Span span;
  std::string regex;
  text::ViewKind view{};
  match::Finder finder{};
  std::string why;
};

// A phrase that says little.
struct WeakLiteral {
  ruleset::RuleIndex rule = 0;  // the first that has it
  document::Span span;
  std::string text;  // as folded
  text::ViewKind view{};
  double bits = 0;              // of information, guessed
  std::optional<double> share;  // of the events' texts that have it
  bool too_short = false;
  bool too_common = false;
};

struct CostSurvey {
  std::vector<RuleCost> rules;             // dearest first
  std::vector<ruleset::RuleIndex> always;  // rules without a trigger
  std::vector<DearRegex> regexes;
  std::vector<WeakLiteral> literals;  // the most common first
};

// `rules` were loaded with keep_texts. Without events all figures on events are 0.
CostSurvey survey_costs(std::shared_ptr<const ruleset::Ruleset> rules,
                        std::span<const core::Event> events);

}  // namespace picket::tool
