// SPDX-License-Identifier: Apache-2.0
// Lists that enforced rules rest on and that nobody looks after.
#include <fmt/format.h>

#include <filesystem>
#include <set>

#include "filter/lists/list_files.h"
#include "filter/lists/list_header.h"
#include "filter/ruleset/lint.h"

namespace picket::ruleset {
namespace {

constexpr document::Span kTop{{1, 1}, {1, 1}};

void lint_list(const std::string& file, core::Instant now, document::Diagnostics& diagnostics) {
  const lists::ListHeader header = lists::read_list_header(file, diagnostics);
  if (header.owner.empty()) {
    document::FileReporter(diagnostics, file)
        .warning(kTop, "list-without-owner", "nobody is named who looks after this list",
                 "say it at its top: `# owner: NAME`, and `# review: YYYY-MM-DD`");
  }
  if (!header.review || now < day_begins(*header.review)) return;
  document::Diagnostic due;
  due.severity = document::Severity::warning;
  due.code = "list-review-due";
  due.file = file;
  due.span = header.review_span;
  due.message = "this list was to be looked through by this day";
  due.help = "look through its entries, then set a later date";
  due.source = header.review_line;
  diagnostics.add(std::move(due));
}

}  // namespace

void lint_lists(std::span<const ParsedRule> rules, const std::string& directory, core::Instant now,
                document::Diagnostics& diagnostics) {
  std::set<std::string_view> names;
  for (const ParsedRule& parsed : rules) {
    if (parsed.rule.status == Status::enforce)
      names.insert(parsed.lists.begin(), parsed.lists.end());
  }
  for (const std::string_view name : names) {
    const std::string stem = (std::filesystem::path(directory) / name).string();
    for (const std::string& source : lists::find_list_files(stem).sources) {
      if (source.ends_with(".txt")) lint_list(source, now, diagnostics);
    }
  }
}

}  // namespace picket::ruleset
