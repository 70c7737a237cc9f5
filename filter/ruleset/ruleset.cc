// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/ruleset.h"

#include <algorithm>

namespace picket::ruleset {

const Rule* Ruleset::find(std::string_view id) const noexcept {
  const auto id_of = [&](RuleIndex index) { return std::string_view(rules_[index].id); };
  const auto found = std::ranges::lower_bound(by_id_, id, {}, id_of);
  if (found == by_id_.end() || id_of(*found) != id) return nullptr;
  return &rules_[*found];
}

std::size_t Ruleset::active_count() const noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(rules_, &Rule::active));
}

std::span<const RuleIndex> Ruleset::triggered_by_text(match::ConditionId id) const noexcept {
  return std::span(text_rules_).subspan(text_first_[id], text_first_[id + 1] - text_first_[id]);
}

}  // namespace picket::ruleset
