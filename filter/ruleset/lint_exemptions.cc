// SPDX-License-Identifier: Apache-2.0
// Exemptions that rest on a sender's name: whoever sends in bulk writes what name he likes.
#include <algorithm>

#include "filter/ruleset/lint.h"

namespace picket::ruleset {
namespace {

using predicates::Expression;
using Kind = Expression::Kind;

// What whoever wants to be exempted has at hand.
struct Means {
  bool name;   // he writes a sender's name of his choice
  bool words;  // and words of his choice
};

// Whether these means are enough to make the condition come out as wanted, whatever else the event
// is.
bool reaches(const Expression& condition, bool wanted, const Means& means) {
  if (condition.kind == Kind::text) return means.words;
  if (condition.kind == Kind::test) {
    return means.name && condition.predicate == "sender" && condition.test->met_by_name() == wanted;
  }
  if (condition.kind == Kind::negation) {
    return reaches(condition.children.front(), !wanted, means);
  }
  const std::size_t size = condition.children.size();
  const auto reached = static_cast<std::size_t>(std::ranges::count_if(
      condition.children, [&](const Expression& child) { return reaches(child, wanted, means); }));
  const std::size_t to_hold = condition.kind == Kind::all   ? size
                              : condition.kind == Kind::any ? 1
                                                            : condition.count;
  return reached >= (wanted ? to_hold : size - to_hold + 1);
}

// By a name, where words alone would not do it.
bool rests_on_a_name(const Expression& condition) {
  if (reaches(condition, true, {.name = true, .words = false})) return true;
  return reaches(condition, true, {.name = true, .words = true}) &&
         !reaches(condition, true, {.name = false, .words = true});
}

// The first condition on the sender that a name makes come out as wanted.
const Expression* find_name(const Expression& condition, bool wanted) {
  if (condition.kind == Kind::test) {
    return reaches(condition, wanted, {.name = true, .words = false}) ? &condition : nullptr;
  }
  const bool below = condition.kind == Kind::negation ? !wanted : wanted;
  for (const Expression& child : condition.children) {
    if (const Expression* found = find_name(child, below)) return found;
  }
  return nullptr;
}

void lint_exemption(const Expression& condition, std::string message,
                    document::Reporter& reporter) {
  if (!rests_on_a_name(condition)) return;
  const Expression* name = find_name(condition, true);
  reporter.warning(name == nullptr ? condition.span : name->span, "forgeable-exemption",
                   std::move(message),
                   "names are not checked on their way: ask for what the genuine ones also have, "
                   "`link: {every_host_in: ...}`, `link: none`, a route, no contact");
}

}  // namespace

void lint_exemptions(const ParsedRule& parsed, document::Reporter& reporter) {
  if (parsed.rule.action == core::Action::allow) {
    lint_exemption(*parsed.match, "whoever writes this sender's name is allowed", reporter);
  }
  if (parsed.unless) {
    lint_exemption(*parsed.unless, "whoever writes this sender's name is exempt from the rule",
                   reporter);
  }
}

}  // namespace picket::ruleset
