// SPDX-License-Identifier: Apache-2.0
#include "filter/document/layout.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "filter/document/block_layout.h"
#include "filter/document/reader.h"
#include "filter/document/source.h"
#include "filter/document/written.h"

namespace picket::document {
namespace {

// The lines of each document: from its marker (the first one: from the top) to the next one's.
struct Part {
  std::uint32_t first = 1;
  std::uint32_t content = 1;  // the first line behind the marker
  std::uint32_t last = 1;
};

std::vector<Part> parts_of(const Source& source, std::span<const Node> documents) {
  std::vector<Part> parts;
  // Behind the last line end there is no line.
  const auto end = static_cast<std::uint32_t>(source.line_count() - source.text().ends_with('\n'));
  for (const Node& document : documents) {
    std::uint32_t marker = document.span.begin.line;
    while (marker > 0 && !is_marker(source.line(marker), "---")) --marker;
    if (!parts.empty()) parts.back().last = marker - 1;
    parts.push_back({parts.empty() ? 1 : marker, marker + 1, end});
  }
  return parts;
}

struct LaidOut {
  std::string text;
  std::vector<std::string> comments;  // of what it was made of, sorted
  std::optional<Position> refused;
};

LaidOut lay_out_once(const Source& source, std::span<const Node> documents, const KeyOrder& order) {
  LaidOut out;
  const std::vector<Part> parts = parts_of(source, documents);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Part& part = parts[i];
    BlockLayout layout(source, part.last);
    // What is above the first marker can only be comments.
    Lines lines = layout.comments(part.first, std::max(part.content, 2u) - 2);
    if (part.content > 1) lines.push_back(layout.marker(part.content - 1));
    for (std::string& line : layout.document(documents[i], part.content, order)) {
      lines.push_back(std::move(line));
    }
    if (out.text.empty() && !lines.empty() && lines.front().empty()) lines.erase(lines.begin());
    for (const std::string& line : lines) out.text.append(line).push_back('\n');
    if (!out.refused) out.refused = layout.refused();
    for (std::string& comment : comments_of(source, documents[i], part.first, part.last)) {
      out.comments.push_back(std::move(comment));
    }
  }
  std::ranges::sort(out.comments);
  return out;
}

}  // namespace

std::optional<std::string> lay_out(std::string_view text, std::span<const Node> documents,
                                   const KeyOrder& order, std::string_view file,
                                   Diagnostics& diagnostics) {
  const std::string plain = with_plain_lines(text);
  LaidOut once = lay_out_once(Source(plain), documents, order);
  if (!once.refused) {
    Diagnostics none;
    const std::vector<Node> again = read_documents(once.text, file, none);
    if (!none.has_errors() && std::ranges::equal(documents, again, says_the_same)) {
      const LaidOut twice = lay_out_once(Source(once.text), again, order);
      if (!twice.refused && twice.text == once.text && twice.comments == once.comments) {
        return std::move(once.text);
      }
    }
    once.refused = documents.front().span.begin;
  }
  const Position at = *once.refused;
  FileReporter(diagnostics, file)
      .error({at, {at.line, at.column + 1}}, "not-formatted",
             "this is written in a way that cannot be formatted without a risk to what it says",
             "write it plainly: `key: value`, `- item`, one to a line");
  return std::nullopt;
}

}  // namespace picket::document
