// SPDX-License-Identifier: Apache-2.0
// Enforced rules that never decide anything, because another one hits wherever they do and decides
// first, or the same.
#include <fmt/format.h>

#include <tuple>
#include <vector>

#include "filter/core/names.h"
#include "filter/ruleset/implication.h"
#include "filter/ruleset/lint.h"

namespace picket::ruleset {
namespace {

// Whether what `rule` decides is decided anyway where `other` hits too. A score adds up, so it is
// only idle beside a rule that acts.
bool is_decided_by(const Rule& other, const Rule& rule) {
  if (precedence(other) < precedence(rule)) return true;
  return precedence(other) == precedence(rule) && precedence(rule) != Precedence::score &&
         other.risk >= rule.risk;
}

// Whether `other` acts on all events and at all times that `rule` does.
bool acts_as_widely(const Rule& other, const Rule& rule) {
  const bool outlives = !other.expires || (rule.expires && *other.expires >= *rule.expires);
  return !other.rollout && outlives && (other.channels & rule.channels) == rule.channels;
}

bool hits_wherever(const ParsedRule& other, const ParsedRule& rule) {
  if (other.unless && (!rule.unless || !implies(*other.unless, *rule.unless))) return false;
  return implies(*rule.match, *other.match);
}

bool hides(const ParsedRule& other, const ParsedRule& rule) {
  return is_decided_by(other.rule, rule.rule) && acts_as_widely(other.rule, rule.rule) &&
         hits_wherever(other, rule);
}

}  // namespace

void lint_reach(std::span<const ParsedRule> rules, document::Diagnostics& diagnostics) {
  std::vector<const ParsedRule*> enforced;
  for (const ParsedRule& parsed : rules) {
    if (parsed.rule.status == Status::enforce) enforced.push_back(&parsed);
  }
  const auto order = [](const ParsedRule* parsed) {
    return std::tuple(precedence(parsed->rule), std::string_view(parsed->rule.id));
  };
  for (const ParsedRule* rule : enforced) {
    for (const ParsedRule* other : enforced) {
      if (other == rule || !hides(*other, *rule)) continue;
      // Of two that hide each other the later one is told.
      if (order(other) > order(rule) && hides(*rule, *other)) continue;
      document::FileReporter(diagnostics, rule->rule.file)
          .warning(rule->match_span, "unreachable-rule",
                   fmt::format("`{}` never decides: wherever it hits, `{}` hits too and its {} "
                               "comes first or is the same",
                               rule->rule.id, other->rule.id, core::name_of(other->rule.action)),
                   fmt::format("`{}` is at {}:{}; drop one of the two, or let them differ",
                               other->rule.id, other->rule.file, other->id_span.begin.line));
      break;
    }
  }
}

}  // namespace picket::ruleset
