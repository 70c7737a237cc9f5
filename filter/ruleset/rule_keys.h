// SPDX-License-Identifier: Apache-2.0
// The keys of a rule file outside its conditions, said once: the reader of rules takes their names
// from here, the JSON schema and the rule reference print the rest.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "filter/core/names.h"
#include "filter/predicates/value_type.h"

namespace picket::ruleset {

// Words of rules alone, in the order of Status and RuleChannel; and of risks, which a rule cannot
// do without: core::Risk from low.
inline constexpr std::array<std::string_view, 4> kStatusWords{"draft", "shadow", "enforce",
                                                              "retired"};
inline constexpr std::array<std::string_view, 4> kRuleChannelWords{"sms", "call", "outcome", "any"};
inline constexpr std::span<const std::string_view> kRiskWords =
    std::span(core::kRiskNames).subspan(1);

// When a key must be there.
enum class Presence : std::uint8_t {
  required,
  optional,
  unless_allow,    // required, unless the rule's action is allow
  with_score,      // with `action: score`, and only then
  only_enforced,   // optional, and only with `status: enforce`
  unless_inactive  // required, unless its status is draft or retired
};

struct RuleKey {
  std::string_view key;
  const predicates::ValueType* type;
  std::string_view help;
  Presence presence = Presence::optional;
};

// In the order in which rules are written.
std::span<const RuleKey> rule_keys() noexcept;
std::span<const std::string_view> rule_key_names() noexcept;

// Of the mapping `rollout`.
std::span<const RuleKey> rollout_keys() noexcept;
std::span<const std::string_view> rollout_key_names() noexcept;

// Of an entry of `tests`: `hit` or `miss`, and an event's fields or `events`.
std::span<const RuleKey> test_keys() noexcept;
// Of an entry of `events`: an event's fields and how often.
std::span<const RuleKey> test_event_keys() noexcept;
// Of the mappings `call` and `outcome` in them.
std::span<const RuleKey> test_call_keys() noexcept;
std::span<const RuleKey> test_outcome_keys() noexcept;

}  // namespace picket::ruleset
