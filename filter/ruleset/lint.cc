// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/lint.h"

namespace picket::ruleset {

void lint(std::span<const ParsedRule> rules, const std::string& directory, core::Instant now,
          document::Diagnostics& diagnostics) {
  for (const ParsedRule& parsed : rules) {
    if (parsed.rule.status == Status::retired) continue;
    document::FileReporter reporter(diagnostics, parsed.rule.file);
    lint_words(parsed, reporter);
    lint_exemptions(parsed, reporter);
    lint_contradictions(parsed, reporter);
  }
  lint_reach(rules, diagnostics);
  lint_lists(rules, directory, now, diagnostics);
}

}  // namespace picket::ruleset
