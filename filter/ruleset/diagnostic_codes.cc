// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/diagnostic_codes.h"

#include <algorithm>

namespace picket::ruleset {

std::span<const DiagnosticCode> diagnostic_codes() {
  static const std::vector<DiagnosticCode> kCodes = [] {
    std::vector<DiagnosticCode> codes;
    for (const auto part :
         {yaml_codes(), rule_codes(), condition_codes(), list_codes(), lint_codes()}) {
      codes.insert(codes.end(), part.begin(), part.end());
    }
    std::ranges::sort(codes, {}, &DiagnosticCode::code);
    return codes;
  }();
  return kCodes;
}

const DiagnosticCode* find_code(std::string_view code) {
  const auto codes = diagnostic_codes();
  const auto found = std::ranges::lower_bound(codes, code, {}, &DiagnosticCode::code);
  return found != codes.end() && found->code == code ? &*found : nullptr;
}

}  // namespace picket::ruleset
