// SPDX-License-Identifier: Apache-2.0
// The part of the traffic on which an enforced rule acts while it is introduced step by step; on
// the rest it is reported as if in shadow. Owned by a Rule, immutable; asked on any thread, only
// where the rule hit, without allocation.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace picket::ruleset {

struct Rollout {
  std::optional<std::uint32_t> percent;  // 1..100, of recipients
  std::vector<std::string> routes;       // globs, any of which will do; empty: whatever the route

  // Whether an event is in it: both, where both are said. `recipient` is the normal form; an event
  // without one is in no percentage.
  bool covers(std::string_view rule_id, std::string_view recipient,
              std::string_view route) const noexcept;
};

// Where in the line of a rule's recipients one stands, 0..99: a percentage takes those below it, so
// raising it keeps everybody who is in. Each rule has a line of its own, or the same subscribers
// would try out all of them. It depends on the id and the normal form alone, and is the same in
// every release: rollout_place is (h >> 32) * 100 >> 32, h being
// core::stable_hash(recipient, core::stable_hash(rule_id)).
std::uint32_t rollout_place(std::string_view rule_id, std::string_view recipient) noexcept;

// `10 % of recipients on smpp:bulk-*`: for people.
std::string describe(const Rollout& rollout);

}  // namespace picket::ruleset
