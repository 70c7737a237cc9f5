// SPDX-License-Identifier: Apache-2.0
// Every code that a diagnostic about rules, their lists, spellings and tests can carry. Codes are
// stable: tools may rely on them. The reference prints the table; a test finds codes that are
// missing here or that nothing gives any more.
#pragma once

#include <span>
#include <string_view>

namespace picket::ruleset {

struct DiagnosticCode {
  std::string_view code;  // kebab-case
  std::string_view meaning;
  bool is_warning = false;
};

// By code.
std::span<const DiagnosticCode> diagnostic_codes() noexcept;

}  // namespace picket::ruleset
