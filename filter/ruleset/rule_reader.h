// SPDX-License-Identifier: Apache-2.0
// One YAML document to one rule: every key checked, conditions parsed but not yet compiled. Control
// thread and tools.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "filter/document/node.h"
#include "filter/predicates/predicate.h"
#include "filter/ruleset/rule.h"
#include "filter/ruleset/rule_context.h"

namespace picket::ruleset {

struct ParsedRule {
  Rule rule;  // its program is not there yet
  std::optional<predicates::Expression> match;
  std::optional<predicates::Expression> unless;
  std::vector<RuleMention> mentions;  // of other rules, by its conditions
  std::vector<std::string> lists;     // lists/NAME of its conditions
  document::Span id_span;
  document::Span match_span;    // of the value
  document::Span expires_span;  // of the value
};

inline constexpr std::string_view kRuleIdHelp =
    "two or more parts of a-z, 0-9 and `-`, divided by dots: sms.bank.points";
bool is_rule_id(std::string_view id) noexcept;

// Reports all that is wrong and returns what could be read: a ruleset is only made of rules without
// errors, but the id of a faulty one counts when ids are compared.
ParsedRule read_rule(const document::Node& document, std::string_view file, Sources& sources);

}  // namespace picket::ruleset
