// SPDX-License-Identifier: Apache-2.0
#include "filter/document/reader.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "filter/core/utf8.h"
#include "filter/document/source.h"
#include "filter/document/yaml_events.h"

namespace picket::document {
namespace {

bool is_blank(std::string_view line) noexcept {
  const std::size_t content = line.find_first_not_of(" \t");
  return content == std::string_view::npos || line[content] == '#';
}

// Documents begin at `---` lines, which end whatever text or list is open. What stands before the
// first marker is a document too, unless it is blank.
std::vector<DocumentLines> split(const Source& source) {
  std::vector<DocumentLines> documents;
  DocumentLines open{1, 0};
  bool has_content = false;
  const auto lines = static_cast<std::uint32_t>(source.line_count());
  for (std::uint32_t number = 1; number <= lines; ++number) {
    const std::string_view line = source.line(number);
    if (is_marker(line, "---")) {
      if (has_content) documents.push_back(open);
      open.first = number;
      has_content = true;
    }
    has_content = has_content || !is_blank(line);
    open.last = number;
  }
  if (has_content) documents.push_back(open);
  return documents;
}

// What yaml-cpp must not be given: it takes some control characters for the end of the text, and
// does not mind bytes that are no UTF-8. False where something was reported.
bool check_characters(const Source& source, DocumentLines lines, Reporter& reporter) {
  const std::size_t end = source.start(lines.last + 1);
  const std::string_view text = source.text().substr(0, end);
  for (std::size_t at = source.start(lines.first); at < end;) {
    const int length = core::utf8_sequence(text.substr(at));
    if (length < 0) {
      reporter.error(source.span(at, at + 1), "invalid-utf8", "this is not UTF-8",
                     "save the file as UTF-8");
      return false;
    }
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F) {
      reporter.error(source.span(at, at + 1), "control-character", "a control character",
                     byte == '\r' ? "end lines with LF or CR LF" : "remove it");
      return false;
    }
    at += static_cast<std::size_t>(length);
  }
  for (std::uint32_t line = lines.first; line <= lines.last; ++line) {
    if (source.line(line).size() <= kMaxLineBytes) continue;
    reporter.error({{line, 1}, {line, 2}}, "line-too-long",
                   "longer than " + std::to_string(kMaxLineBytes) + " bytes",
                   "write a list one entry to a line, and long text as `>`");
    return false;
  }
  if (text.substr(source.start(lines.first)).starts_with(kByteOrderMark)) {
    const std::size_t at = source.start(lines.first);
    reporter.error(source.span(at, at + 1), "control-character", "a second byte order mark",
                   "remove it");
    return false;
  }
  return true;
}

// `%YAML 1.2` before a document, `...` after it: yaml-cpp's own notions of where documents end.
bool check_markers(const Source& source, DocumentLines lines, Reporter& reporter) {
  bool good = true, before_content = true;
  for (std::uint32_t line = lines.first; line <= lines.last; ++line) {
    const std::string_view text = source.line(line);
    const Span here = {{line, 1}, {line, 2}};
    if (is_marker(text, "...")) {
      reporter.error(here, "document-end", "`...` is not allowed",
                     "begin the next document with `---`");
      good = false;
    } else if (before_content && text.starts_with('%')) {
      reporter.error(here, "directive", "a YAML directive is not allowed", "leave it out");
      good = false;
    }
    before_content = before_content && is_blank(text);
  }
  return good;
}

}  // namespace

std::optional<std::string> load_file(const std::string& file, Diagnostics& diagnostics,
                                     std::size_t max_bytes) {
  const Span top{{1, 1}, {1, 1}};
  FileReporter reporter(diagnostics, file);
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {
    reporter.error(top, "unreadable-file", error ? error.message() : "this is not a file");
    return std::nullopt;
  }
  std::ifstream stream(file, std::ios::binary);
  std::string text;
  for (std::istreambuf_iterator<char> at(stream), end; at != end && text.size() <= max_bytes;
       ++at) {
    text.push_back(*at);
  }
  if (!stream) {
    reporter.error(top, "unreadable-file", "cannot be read");
    return std::nullopt;
  }
  if (text.size() > max_bytes) {
    reporter.error(top, "file-too-long", "longer than " + std::to_string(max_bytes) + " bytes",
                   "split it into several files");
    return std::nullopt;
  }
  return text;
}

std::vector<Node> read_documents(std::string_view text, std::string_view file,
                                 Diagnostics& diagnostics) {
  diagnostics.know(file, text);
  FileReporter reporter(diagnostics, file);
  const std::string plain = with_plain_lines(text);
  const Source source(plain);
  std::vector<Node> nodes;
  const std::vector<DocumentLines> documents = split(source);
  if (documents.empty()) {
    reporter.error({{1, 1}, {1, 1}}, "empty-document", "there is nothing in this file");
  }
  for (const DocumentLines lines : documents) {
    if (!check_characters(source, lines, reporter) || !check_markers(source, lines, reporter)) {
      continue;
    }
    std::optional<Node> node = parse_document(source, lines, reporter);
    if (!node) continue;
    if (node->kind == Node::Kind::null) {
      const auto end = count_characters(source.line(lines.first)) + 1;
      reporter.error({{lines.first, 1}, {lines.first, end}}, "empty-document",
                     "there is nothing in this document", "remove the `---` line");
      continue;
    }
    nodes.push_back(std::move(*node));
  }
  return nodes;
}

std::optional<Node> read_single_document(const std::string& file, Diagnostics& diagnostics) {
  const std::optional<std::string> text = load_file(file, diagnostics);
  if (!text) return std::nullopt;
  std::vector<Node> nodes = read_documents(*text, file, diagnostics);
  if (nodes.empty()) return std::nullopt;
  if (nodes.size() > 1) {
    FileReporter(diagnostics, file)
        .error(nodes[1].span, "second-document", "this file holds one document only");
  }
  return std::move(nodes.front());
}

}  // namespace picket::document
