// SPDX-License-Identifier: Apache-2.0
// Runs the tests that rules carry: each rule judged alone, as if enforced, on the last event of
// each of its tests. Defaults of an event's fields: the rule's channel (any: sms), from
// +8613900000001, to +8613900000002, route `test`, time 2026-01-05T12:00:00+08:00, each next event
// a second later. Control thread (before a ruleset is adopted) and tools.
#pragma once

#include <cstddef>
#include <memory>

#include "filter/document/diagnostic.h"
#include "filter/ruleset/ruleset.h"

namespace picket::engine {

struct RuleTestCounts {
  std::size_t passed = 0;
  std::size_t failed = 0;
  // Tests of rules that ask the memory (`rate`, `after`), which is not built yet.
  std::size_t skipped = 0;
  std::size_t skipped_rules = 0;
};

// Each failed test is an error (code test-failed) at its place. Tests of rules that are not
// compiled (LoadOptions::inactive) are not counted.
RuleTestCounts run_rule_tests(std::shared_ptr<const ruleset::Ruleset> rules,
                              document::Diagnostics& diagnostics);

}  // namespace picket::engine
