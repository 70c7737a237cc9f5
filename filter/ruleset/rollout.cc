// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/rollout.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "filter/core/glob.h"
#include "filter/core/stable_hash.h"

namespace picket::ruleset {

bool Rollout::covers(std::string_view rule_id, std::string_view recipient,
                     std::string_view route) const noexcept {
  const auto matches = [&](const std::string& glob) { return core::glob_matches(glob, route); };
  if (!routes.empty() && (route.empty() || std::ranges::none_of(routes, matches))) return false;
  return !percent || (!recipient.empty() && rollout_place(rule_id, recipient) < *percent);
}

std::uint32_t rollout_place(std::string_view rule_id, std::string_view recipient) noexcept {
  const std::uint64_t hash = core::stable_hash(recipient, core::stable_hash(rule_id));
  return static_cast<std::uint32_t>((hash >> 32) * 100 >> 32);
}

std::string describe(const Rollout& rollout) {
  std::string said =
      rollout.percent ? fmt::format("{} % of recipients", *rollout.percent) : "events";
  if (rollout.routes.empty()) return said;
  return fmt::format("{} on {}", said, fmt::join(rollout.routes, ", "));
}

}  // namespace picket::ruleset
