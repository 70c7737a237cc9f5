// SPDX-License-Identifier: Apache-2.0
#include "filter/document/diagnostic.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "filter/core/decision_json.h"
#include "filter/core/utf8.h"
#include "filter/document/display_width.h"

namespace picket::document {
namespace {

constexpr std::string_view kUnprintable = "\xEF\xBF\xBD";  // U+FFFD

std::string_view name_of(Severity severity) noexcept {
  return severity == Severity::error ? "error" : "warning";
}

// A character as it is shown: bytes that are no text, control characters and those that turn the
// direction of writing would garble the terminal, or hide what a line says.
struct Shown {
  std::string_view bytes;
  unsigned width = 1;
};

char32_t decode(std::string_view sequence) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(sequence[i]); };
  if (sequence.size() == 1) return byte(0);
  char32_t character = byte(0) & (0x7Fu >> sequence.size());
  for (std::size_t i = 1; i < sequence.size(); ++i) character = character << 6 | (byte(i) & 0x3Fu);
  return character;
}

// Takes one character off the front of `line`.
Shown take_shown(std::string_view& line) noexcept {
  const int length = core::utf8_sequence(line);
  const std::string_view bytes = line.substr(0, static_cast<std::size_t>(std::abs(length)));
  line.remove_prefix(bytes.size());
  if (length < 0) return {kUnprintable};
  const char32_t character = decode(bytes);
  const bool is_control =
      (character < 0x20 && character != '\t') || (character >= 0x7F && character < 0xA0) ||
      (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
  if (is_control) return {kUnprintable};
  return {bytes, display_width(character)};
}

constexpr std::uint32_t kShownBefore = 60, kShownAfter = 40;  // characters around a place

// The source line, or of a long one what surrounds the place; and a line of `^~~~` under it.
std::string excerpt(const Diagnostic& diagnostic) {
  const Position begin = diagnostic.span.begin, end = diagnostic.span.end;
  const bool goes_on = end.line > begin.line;
  const bool is_cut = begin.column > kShownBefore + kShownAfter;
  const std::uint32_t first = is_cut ? begin.column - kShownBefore : 1;
  const std::uint32_t last = std::max(begin.column, first + kShownBefore) + kShownAfter;

  std::string shown = is_cut ? "  …" : "  ", marks = is_cut ? "   " : "  ";
  std::string_view rest = diagnostic.source;
  std::uint32_t column = 1;
  for (; !rest.empty() && column <= last; ++column) {
    const Shown character = take_shown(rest);
    if (column < first) continue;
    shown += character.bytes;
    const bool in_span = column >= begin.column && (goes_on || column < end.column);
    if (column < begin.column) {
      // A tab is as wide in the second line as in the first.
      marks += character.bytes == "\t" ? std::string("\t") : std::string(character.width, ' ');
    } else if (column == begin.column) {
      marks += '^' + std::string(in_span && character.width > 1 ? character.width - 1 : 0, '~');
    } else if (in_span) {
      marks.append(character.width, '~');
    }
  }
  if (begin.column >= column) marks += '^';  // at the end of the line
  if (!rest.empty()) shown += "…";
  return shown + '\n' + marks + '\n';
}

}  // namespace

void Diagnostics::add(Diagnostic diagnostic) {
  if (diagnostic.source.empty()) {
    diagnostic.source = line_of(diagnostic.file, diagnostic.span.begin.line);
  }
  if (diagnostic.severity == Severity::error) ++errors_;
  all_.push_back(std::move(diagnostic));
}

void Diagnostics::know(std::string_view file, std::string_view text) {
  texts_.insert_or_assign(std::string(file), std::string(text));
}

std::string_view Diagnostics::line_of(std::string_view file, std::uint32_t line) const {
  const auto known = texts_.find(file);
  if (known == texts_.end() || line == 0) return {};
  std::string_view rest = known->second;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  for (; line > 1; --line) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end + 1);
  }
  rest = rest.substr(0, rest.find('\n'));
  if (rest.ends_with('\r')) rest.remove_suffix(1);
  return rest;
}

void Diagnostics::sort() {
  const auto place = [](const Diagnostic& diagnostic) {
    return std::tie(diagnostic.file, diagnostic.span.begin.line, diagnostic.span.begin.column);
  };
  std::ranges::stable_sort(all_, {}, place);
}

void FileReporter::report(Severity severity, const Span& at, std::string_view code,
                          std::string message, std::string help) {
  diagnostics_.add({severity,
                    std::string(code),
                    std::string(file_),
                    at,
                    std::move(message),
                    std::move(help),
                    {}});
}

std::string count_errors(const Diagnostics& diagnostics) {
  const std::size_t count = diagnostics.error_count();
  return std::to_string(count) + (count == 1 ? " error" : " errors");
}

std::string render(const Diagnostic& diagnostic) {
  const Position at = diagnostic.span.begin;
  std::string text = diagnostic.file;
  if (at.line != 0) text += fmt::format(":{}:{}", at.line, at.column);
  text += fmt::format(": {}: {} [{}]\n", name_of(diagnostic.severity), diagnostic.message,
                      diagnostic.code);
  if (!diagnostic.source.empty()) text += excerpt(diagnostic);
  if (!diagnostic.help.empty()) text += fmt::format("  help: {}\n", diagnostic.help);
  return text;
}

std::string render_json(const Diagnostic& diagnostic) {
  core::JsonBuffer out;
  const auto string = [&](std::string_view key, std::string_view value) {
    core::append(out, key);
    core::append_json_string(out, value);
  };
  string(R"({"severity":)", name_of(diagnostic.severity));
  string(R"(,"code":)", diagnostic.code);
  string(R"(,"file":)", diagnostic.file);
  const auto [begin, end] = diagnostic.span;
  fmt::format_to(std::back_inserter(out), R"(,"line":{},"column":{},"end_line":{},"end_column":{})",
                 begin.line, begin.column, end.line, end.column);
  string(R"(,"message":)", diagnostic.message);
  string(R"(,"help":)", diagnostic.help);
  out.push_back('}');
  return fmt::to_string(out);
}

}  // namespace picket::document
