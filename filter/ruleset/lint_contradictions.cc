// SPDX-License-Identifier: Apache-2.0
// Rules that can never hit, and exemptions that can never apply.
#include "filter/ruleset/implication.h"
#include "filter/ruleset/lint.h"

namespace picket::ruleset {
namespace {

using predicates::Expression;

void never_hits(const document::Span& at, std::string message, std::string help,
                document::Reporter& reporter) {
  reporter.warning(at, "never-hits", std::move(message), std::move(help));
}

// Of an `unless` of several alternatives each by itself.
void lint_unless(const Expression& match, const Expression& unless, bool has_text,
                 document::Reporter& reporter) {
  if (unless.kind == Expression::Kind::any) {
    for (const Expression& child : unless.children) lint_unless(match, child, has_text, reporter);
    return;
  }
  if (can_hold(unless, has_text) && !contradict(match, unless)) return;
  reporter.warning(unless.span, "idle-exemption",
                   "this part of `unless` never holds where `match` does",
                   "it exempts nothing: remove it, or say what was meant");
}

}  // namespace

void lint_contradictions(const ParsedRule& parsed, document::Reporter& reporter) {
  const bool has_text = (parsed.rule.channels & channel_bit(core::Channel::sms)) != 0;
  const Expression& match = *parsed.match;
  if (!can_hold(match, has_text)) {
    never_hits(match.span,
               has_text ? "`match` contradicts itself: this rule never hits"
                        : "a call has no text: this rule never hits",
               has_text ? "two of its conditions cannot hold together"
                        : "`text`, `link` and `contact` are for `channel: sms`",
               reporter);
    return;
  }
  if (!parsed.unless) return;
  if (implies(match, *parsed.unless)) {
    never_hits(parsed.unless->span, "`unless` holds wherever `match` does: this rule never hits",
               "exempt less than the rule matches", reporter);
    return;
  }
  lint_unless(match, *parsed.unless, has_text, reporter);
}

}  // namespace picket::ruleset
