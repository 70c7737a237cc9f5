// SPDX-License-Identifier: Apache-2.0
// Every code that a diagnostic about rules, their lists, spellings and tests can carry, with what
// there is to know of it. Codes are stable: tools may rely on them. The reference and `picket
// explain CODE` print this; a test finds codes that are missing here or that nothing gives any
// more, and another runs the examples.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace picket::ruleset {

// Something that gives the code, and the same thing put right.
struct CodeExample {
  enum class Kind : std::uint8_t {
    rule,      // keys of a rule; those that are not there are as usual
    numbers,   // a text file of numbers, named by an enforced rule
    hosts,     // likewise of hosts
    csv,       // a CSV file of numbers
    spelling,  // a file of spellings
    prose      // what no single file shows: said, not run
  };
  Kind kind = Kind::rule;
  std::string_view bad;
  std::string_view good;
};

struct DiagnosticCode {
  std::string_view code;     // kebab-case
  std::string_view meaning;  // in a line
  bool is_warning = false;
  std::string_view help;  // two to six sentences: why it is so, and what to do
  CodeExample example;
};

// All, by code.
std::span<const DiagnosticCode> diagnostic_codes();
// Null where there is no such code.
const DiagnosticCode* find_code(std::string_view code);

// Their parts, a file each, in no order.
std::span<const DiagnosticCode> yaml_codes() noexcept;       // files and YAML
std::span<const DiagnosticCode> rule_codes() noexcept;       // keys and tests of a rule
std::span<const DiagnosticCode> condition_codes() noexcept;  // of `match` and `unless`
std::span<const DiagnosticCode> list_codes() noexcept;       // lists and spellings
std::span<const DiagnosticCode> lint_codes() noexcept;       // what is doubtful (lint.h)

}  // namespace picket::ruleset
