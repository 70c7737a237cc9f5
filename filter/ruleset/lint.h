// SPDX-License-Identifier: Apache-2.0
// What is doubtful in rules without errors: those that hit by too little, exempt by too little,
// never hit, never decide, or rest on lists that nobody looks after. All of it is warnings, each
// with a code of kLintCodes (diagnostic_codes.h) and a pair of files in tests/filter/ruleset/lint/.
// A rule of any status but retired is looked at, so that its author hears of it in time. Called by
// the loader where LoadOptions::now is given; on the control thread and in tools.
#pragma once

#include <span>
#include <string>

#include "filter/core/time.h"
#include "filter/document/diagnostic.h"
#include "filter/ruleset/rule_reader.h"

namespace picket::ruleset {

// `rules`: of one ruleset, without errors. `directory`: where their lists are. `now`: the clock,
// for dates of review.
void lint(std::span<const ParsedRule> rules, const std::string& directory, core::Instant now,
          document::Diagnostics& diagnostics);

// Its parts, a file each.
void lint_words(const ParsedRule& rule, document::Reporter& reporter);  // hits by too little
void lint_exemptions(const ParsedRule& rule,
                     document::Reporter& reporter);  // exempts by too little
void lint_contradictions(const ParsedRule& rule, document::Reporter& reporter);
void lint_reach(std::span<const ParsedRule> rules, document::Diagnostics& diagnostics);
void lint_lists(std::span<const ParsedRule> rules, const std::string& directory, core::Instant now,
                document::Diagnostics& diagnostics);

}  // namespace picket::ruleset
