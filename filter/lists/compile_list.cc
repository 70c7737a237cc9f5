// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/compile_list.h"

#include <fmt/format.h>

#include <fstream>
#include <utility>

#include "filter/lists/file_identity.h"
#include "filter/lists/image_file.h"
#include "filter/lists/list_builder.h"
#include "filter/lists/list_files.h"
#include "filter/lists/list_reader.h"
#include "filter/lists/list_source.h"

namespace picket::lists {
namespace {

constexpr document::Span kTop{{1, 1}, {1, 1}};
constexpr std::size_t kPiece = std::size_t{1} << 20;
static_assert(kPiece > kMaxLineOfList);

// A source in pieces. What a piece ends within comes again at the start of the next one.
class SourceFile {
 public:
  SourceFile(const std::string& file, BoundedReporter& reporter)
      : stream_(file, std::ios::binary), reader_(format_of(file), reporter), reporter_(reporter) {
    if (!stream_) fail();
  }

  // False at the end, or where it cannot be read.
  bool read_piece(const EntryReader::Take& take) {
    if (!stream_) return false;
    const std::size_t kept = piece_.size();
    piece_.resize(kept + kPiece);
    stream_.read(piece_.data() + kept, static_cast<std::streamsize>(kPiece));
    const auto count = static_cast<std::size_t>(stream_.gcount());
    if (stream_.bad()) fail();
    done_ += count;
    piece_.resize(kept + count);
    piece_.erase(0, reader_.read(piece_, stream_.eof(), take));
    return stream_.good() && !reporter_.gave_up();
  }

  std::uint64_t done() const noexcept { return done_; }
  const std::string& header() const noexcept { return reader_.header(); }

 private:
  void fail() {
    reporter_.error(kTop, "unreadable-file", "cannot be read");
    stream_.setstate(std::ios::failbit);
  }

  std::ifstream stream_;
  EntryReader reader_;
  BoundedReporter& reporter_;
  std::string piece_;
  std::uint64_t done_ = 0;
};

}  // namespace

std::optional<CompiledList> compile_list(const std::string& source, ListKind kind,
                                         const Progress& progress,
                                         document::Diagnostics& diagnostics) {
  document::FileReporter in_file(diagnostics, source);
  BoundedReporter reporter(in_file);
  const auto before = identity_of(source);
  if (!before) {
    reporter.error(kTop, "unreadable-file", "there is no such file");
    return std::nullopt;
  }
  const std::string stem = stem_of(source).value_or(source);
  if (report_two_sources(find_list_files(stem), source, diagnostics)) return std::nullopt;
  ListBuilder builder(kind);
  SourceFile file(source, reporter);
  const auto take = [&](const document::Text& text) {
    if (auto entry = read_entry(kind, text, reporter)) builder.add(*std::move(entry));
  };
  while (file.read_piece(take)) progress(file.done(), before->bytes);
  if (!reporter.has_errors() && identity_of(source) != before) {
    reporter.error(kTop, "unreadable-file", "it changed while it was read");
  }
  if (reporter.has_errors()) return std::nullopt;
  if (builder.added() == 0) {
    reporter.warning(kTop, "empty-list", "there is no entry in this list");
  }

  CompiledList made;
  made.file = stem + std::string(kMapEnding);
  made.kind = kind;
  const std::uint64_t added = builder.added();
  made.header = file.header();
  const auto fill = [&](const Write& write) {
    const ImageHeader header = builder.write(write);
    made.entries = header.entries;
    made.bytes = header.bytes;
    made.digest = core::hex(header.sha256);
    return header;
  };
  if (!write_image_file(made.file, source, *before, fill)) {
    reporter.error(kTop, "unreadable-file", "it changed while it was compiled");
    return std::nullopt;
  }
  made.repeated = added - made.entries;
  return made;
}

std::optional<ListKind> kind_of_list(const std::string& file, document::Diagnostics& diagnostics) {
  if (file.ends_with(kMapEnding)) {
    const auto header = read_image_header(file);
    if (header) return header->kind;
    diagnostics.add({document::Severity::error,
                     std::string(header.error().code),
                     file,
                     kTop,
                     header.error().message,
                     header.error().help,
                     {}});
    return std::nullopt;
  }
  document::Diagnostics found;  // what is doubtful is for those to say who read the list
  document::FileReporter in_file(found, file);
  BoundedReporter reporter(in_file);
  SourceFile source(file, reporter);
  std::optional<document::Span> number, host;
  const auto look = [&](const document::Text& text) {
    auto& first = guess_kind(text.value) == ListKind::hosts ? host : number;
    if (!first) first = text.span;
  };
  while (source.read_piece(look) && !number && !host) {
  }
  if (number && host && !reporter.has_errors()) {
    const bool host_first = host->begin.line < number->begin.line;
    reporter.error(host_first ? *number : *host, "mixed-list",
                   host_first ? "this is no host, as entries before it are"
                              : "this looks like a host, and entries before it do not",
                   "say what the list is of: --kind numbers (names too) or --kind hosts");
  }
  if (reporter.has_errors()) {
    for (const document::Diagnostic& diagnostic : found.all()) diagnostics.add(diagnostic);
    return std::nullopt;
  }
  return host ? ListKind::hosts : ListKind::numbers;
}

}  // namespace picket::lists
