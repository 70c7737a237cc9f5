// SPDX-License-Identifier: Apache-2.0
#include "filter/engine/workspace.h"

#include <algorithm>
#include <utility>

#include "filter/engine/state.h"

namespace picket::engine {

void Memo::begin() noexcept {
  event_ += kStep;
  if (event_ != 0) return;
  std::ranges::fill(stamps_, 0);  // once in a thousand million events
  event_ = kStep;
}

Workspace::State::State(std::shared_ptr<const ruleset::Ruleset> ruleset, text::ViewMask more_views)
    : rules(std::move(ruleset)),
      views(static_cast<text::ViewMask>(rules->views_needed() | more_views)),
      scratch(rules->patterns()),
      facts(rules->spellings()),
      texts(rules->patterns().condition_count()),
      tests(rules->test_count()),
      chosen_once(rules->rules().size()) {
  chosen.reserve(rules->rules().size());
  hits.reserve(rules->rules().size());
  unknown.reserve(rules->rules().size());
}

Workspace::Workspace(std::shared_ptr<const ruleset::Ruleset> rules, text::ViewMask more_views)
    : state_(std::make_unique<State>(std::move(rules), more_views)) {}
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;

const ruleset::Ruleset& Workspace::rules() const noexcept { return *state_->rules; }
std::span<const ruleset::RuleIndex> Workspace::hits() const noexcept { return state_->hits; }
std::span<const ruleset::RuleIndex> Workspace::unknown() const noexcept { return state_->unknown; }

}  // namespace picket::engine
