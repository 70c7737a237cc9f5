// SPDX-License-Identifier: Apache-2.0
// Rules from arbitrary bytes. What the JSON schema refuses, the reader of rules refuses too, so
// that an editor never underlines a good rule; a rule without errors has its condition; and every
// diagnostic has a code of the table.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "filter/document/reader.h"
#include "filter/ruleset/diagnostic_codes.h"
#include "filter/ruleset/rule_reader.h"
#include "filter/ruleset/schema.h"
#include "tests/filter/ruleset/schema_check.h"

namespace {

using namespace picket;

// The check's regular expressions are std::regex, which recurses along a text.
constexpr std::size_t kMaxBytes = 4096;

void require(bool condition, const char* what, std::string_view detail = "") {
  if (condition) return;
  std::fprintf(stderr, "%s %.*s\n", what, static_cast<int>(detail.size()), detail.data());
  std::abort();
}

void require_known_codes(const document::Diagnostics& diagnostics) {
  for (const document::Diagnostic& diagnostic : diagnostics.all()) {
    const auto codes = ruleset::diagnostic_codes();
    const auto code = std::ranges::find(codes, diagnostic.code, &ruleset::DiagnosticCode::code);
    require(code != codes.end(), "a code that is not in the table:", diagnostic.code);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const test::Json kSchema = test::Json::parse(ruleset::rule_schema());
  if (size > kMaxBytes) return 0;
  document::Diagnostics diagnostics;
  lists::ListStore store;
  lists::ListLoader lists(store, "rules", diagnostics);
  ruleset::Sources sources{lists, text::Spellings::built_in(), diagnostics};
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto documents = document::read_documents(text, "rule.yaml", diagnostics);
  if (documents.size() != 1) return 0;
  const ruleset::ParsedRule parsed = ruleset::read_rule(documents.front(), "rule.yaml", sources);
  require_known_codes(diagnostics);
  if (diagnostics.has_errors()) return 0;
  require(parsed.match.has_value(), "no error and no condition");
  require(test::fits(test::as_editors_see(documents.front()), kSchema, kSchema),
          "the schema refuses a good rule");
  return 0;
}
