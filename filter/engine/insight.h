// SPDX-License-Identifier: Apache-2.0
// What the engine saw and thought of the last event of a workspace, for people: views, links,
// contacts, and how each condition of a rule came out. After settle(), until the next inspect() and
// while the event itself is still there; on the workspace's thread. Tools only: it allocates.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "filter/core/decision.h"
#include "filter/core/number.h"
#include "filter/core/truth.h"
#include "filter/engine/workspace.h"
#include "filter/ruleset/rule.h"
#include "filter/text/contact.h"
#include "filter/text/link.h"
#include "filter/text/view.h"

namespace picket::engine {

// Those the rules need, and those the workspace was made to build besides.
const text::Views& views_of(Workspace& workspace);
std::span<const text::Link> links_of(Workspace& workspace);
std::span<const text::Contact> contacts_of(Workspace& workspace);
const core::Number& sender_of(Workspace& workspace);
const core::Number& recipient_of(Workspace& workspace);

// A condition, in the order and nesting in which its author wrote it.
struct ConditionInsight {
  ruleset::Place place;
  unsigned depth = 0;  // 0: the whole of `match` or `unless`
  bool is_leaf = true;
  core::Truth truth = core::Truth::no;
  std::span<const core::Matched> matched;  // of a leaf that holds, under `not` too
};

// What a hit of a rule amounts to for the event.
enum class Standing : std::uint8_t {
  unused,   // draft or retired: it is not evaluated
  expired,  // at the event's time: likewise
  shadow,   // reported, does not act
  outside,  // of its rollout: likewise
  acts
};
std::string_view name_of(Standing standing) noexcept;  // unused expired shadow outside acts

struct RuleInsight {
  ruleset::RuleIndex rule = 0;
  Standing standing = Standing::unused;
  core::Truth truth = core::Truth::no;
  std::vector<ConditionInsight> match;
  std::vector<ConditionInsight> unless;  // empty where the rule has none
  // It hits, ends unknown or is vetoed, or something that it looks for is in the text and one
  // condition more would make `match` hold.
  bool near = false;
};

// Of a compiled rule, whether or not it was chosen for the event.
RuleInsight insight_into(ruleset::RuleIndex rule, Workspace& workspace);

}  // namespace picket::engine
