// SPDX-License-Identifier: Apache-2.0
// List files from arbitrary bytes, the first of which says text or CSV and numbers or hosts:
// entries stand in the file where they are said to, everything that is read is found, and what is
// read does not depend on the pieces it comes in.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "filter/lists/host_list.h"
#include "filter/lists/list_source.h"
#include "filter/lists/number_list.h"
#include "filter/lists/numbering.h"
#include "filter/text/link.h"

namespace {

using namespace picket;
using lists::ListKind;
using lists::SourceFormat;

void require(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

// Entries and complaints with their places, one line each.
std::string read(SourceFormat format, std::string_view text, std::size_t piece) {
  document::Diagnostics diagnostics;
  document::FileReporter in_file(diagnostics, "f");
  lists::BoundedReporter reporter(in_file);
  lists::EntryReader reader(format, reporter);
  std::string seen;
  std::size_t done = 0;
  for (std::size_t end = 0; end < text.size();) {
    end = std::min(text.size(), end + piece);
    done += reader.read(text.substr(done, end - done), end == text.size(),
                        [&](const document::Text& entry) {
                          require(!entry.value.empty(), "an entry of nothing");
                          seen += std::to_string(entry.span.begin.line) + ':' +
                                  std::to_string(entry.span.begin.column) + ' ';
                          (seen += entry.value) += '\n';
                        });
    require(done <= end, "read past what was given");
  }
  require(done == text.size(), "something was left over");
  for (const document::Diagnostic& diagnostic : diagnostics.all()) seen += render(diagnostic);
  return seen;
}

bool is_found(ListKind kind, const std::shared_ptr<const lists::ListImage>& image,
              const std::string& form) {
  if (kind == ListKind::hosts) {
    return lists::make_host_list({image, nullptr, nullptr, ""})->covers(form) == core::Truth::yes;
  }
  if (form.ends_with('*')) return image->marks().contains(form.substr(0, form.size() - 1));
  const auto number = lists::default_profile().normalise(form);
  return lists::make_number_list({image, nullptr, nullptr, ""})->contains(number) ==
         core::Truth::yes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto format = data[0] % 2 == 0 ? SourceFormat::text : SourceFormat::csv;
  const auto kind = data[0] / 2 % 2 == 0 ? ListKind::numbers : ListKind::hosts;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  require(read(format, text, text.size() + 1) == read(format, text, 1 + data[0] / 4),
          "another reading in pieces");

  document::Diagnostics diagnostics;
  const lists::ListSource source(kind, format == SourceFormat::text ? "f.txt" : "f.csv",
                                 std::string(text));
  const auto image = source.compile(diagnostics);
  require((image == nullptr) == diagnostics.has_errors(), "no list and no error");
  if (!image) return 0;
  const auto entries = source.entries_by_form();
  require(image->entries() == entries.size(), "not as many entries as there are forms");
  for (const auto& [form, span] : entries) require(is_found(kind, image, form), "an entry is lost");
  return 0;
}
