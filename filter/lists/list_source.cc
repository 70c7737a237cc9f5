// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/list_source.h"

#include <fmt/format.h>

#include <unordered_map>
#include <utility>

#include "filter/core/digest.h"
#include "filter/lists/list_builder.h"

namespace picket::lists {
namespace {

// The same bytes are another list as CSV.
std::string digest_of(const std::string& file, std::string_view text) {
  core::Sha256 digest;
  if (format_of(file) == SourceFormat::csv) digest.update_field("csv");
  return core::hex(digest.update(text).finish());
}

}  // namespace

SourceFormat format_of(std::string_view file) noexcept {
  return file.ends_with(".csv") ? SourceFormat::csv : SourceFormat::text;
}

ListSource::ListSource(ListKind kind, std::string file, std::string text)
    : kind_(kind),
      file_(std::move(file)),
      text_(std::move(text)),
      digest_(digest_of(file_, text_)) {}

void ListSource::read(BoundedReporter& reporter, const TakeEntry& take) const {
  EntryReader reader(format_of(file_), reporter);
  reader.read(text_, true, [&](const document::Text& text) {
    if (auto entry = read_entry(kind_, text, reporter)) take(text, *std::move(entry));
  });
}

std::shared_ptr<const ListImage> ListSource::compile(document::Diagnostics& diagnostics) const {
  diagnostics.know(file_, text_);
  document::FileReporter reporter(diagnostics, file_);
  BoundedReporter bounded(reporter);
  ListBuilder builder(kind_);
  read(bounded, [&](const document::Text&, ListEntry entry) { builder.add(std::move(entry)); });
  if (bounded.has_errors()) return nullptr;
  const std::uint64_t added = builder.added();
  if (added == 0) {
    reporter.warning({{1, 1}, {1, 1}}, "empty-list", "there is no entry in this list");
  }
  auto image = builder.build(digest_);
  if (image->entries() != added) warn_of_repeated(reporter);
  return image;
}

// The text is read once more for it: that there are none is the rule, and costs nothing.
void ListSource::warn_of_repeated(document::Reporter& reporter) const {
  constexpr std::size_t kMostShown = 20;
  std::unordered_map<std::string, std::uint32_t> first_line;
  std::size_t repeated = 0;
  document::Span last;
  document::Diagnostics ignored;  // reported before
  document::FileReporter unheard(ignored, file_);
  BoundedReporter bounded(unheard);
  read(bounded, [&](const document::Text& text, ListEntry entry) {
    const auto [first, is_new] = first_line.emplace(entry.form, text.span.begin.line);
    if (is_new) return;
    last = text.span;
    if (++repeated > kMostShown) return;
    reporter.warning(text.span, "duplicate-entry",
                     fmt::format("`{}` is in this list already", entry.form),
                     fmt::format("at line {}", first->second));
  });
  if (repeated > kMostShown) {
    reporter.warning(
        last, "duplicate-entry",
        fmt::format("and {} more entries that are in this list already", repeated - kMostShown));
  }
}

std::map<std::string, document::Span> ListSource::entries_by_form() const {
  std::map<std::string, document::Span> entries;
  document::Diagnostics ignored;
  document::FileReporter unheard(ignored, file_);
  BoundedReporter bounded(unheard);
  read(bounded, [&](const document::Text& text, ListEntry entry) {
    entries.emplace(std::move(entry.form), text.span);
  });
  return entries;
}

}  // namespace picket::lists
