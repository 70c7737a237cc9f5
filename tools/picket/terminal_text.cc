// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/terminal_text.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

#include "filter/core/utf8.h"
#include "filter/document/display_width.h"

namespace picket::tool {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::size_t kLeastColumns = 40;

// The character that begins well-formed UTF-8.
char32_t decoded(std::string_view bytes) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  if (bytes.size() == 1) return byte(0);
  char32_t character = byte(0) & (0xFFu >> (bytes.size() + 1));
  for (std::size_t i = 1; i < bytes.size(); ++i) character = character << 6 | (byte(i) & 0x3Fu);
  return character;
}

std::string_view first_character(std::string_view text) noexcept {
  const int length = core::utf8_sequence(text);
  return text.substr(0, static_cast<std::size_t>(length < 0 ? -length : length));
}

// Marks, embeddings, overrides and isolates of the bidirectional algorithm (UAX #9), and separators
// of lines and paragraphs.
bool turns_direction(char32_t character) noexcept {
  return character == 0x061C || (character >= 0x200E && character <= 0x200F) ||
         (character >= 0x2028 && character <= 0x202E) ||
         (character >= 0x2066 && character <= 0x2069);
}

std::string_view shown_as(std::string_view character) noexcept {
  if (core::utf8_sequence(character) < 0) return kReplacement;
  const char32_t code = decoded(character);
  if (code == '\n') return "⏎";
  if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return " ";
  return turns_direction(code) ? "·" : character;
}

std::size_t width(std::string_view character) noexcept {
  return core::utf8_sequence(character) < 0 ? 1 : document::display_width(decoded(character));
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::string_view character = first_character(text);
    out += shown_as(character);
    text.remove_prefix(character.size());
  }
  return out;
}

std::size_t columns_of(std::string_view printable) {
  std::size_t columns = 0;
  while (!printable.empty()) {
    const std::string_view character = first_character(printable);
    columns += width(character);
    printable.remove_prefix(character.size());
  }
  return columns;
}

std::string_view first_columns(std::string_view printable, std::size_t columns) {
  std::size_t end = 0;
  while (end < printable.size()) {
    const std::string_view character = first_character(printable.substr(end));
    if (width(character) > columns) break;
    columns -= width(character);
    end += character.size();
  }
  return printable.substr(0, end);
}

std::string fitted(std::string_view printable, std::size_t columns) {
  const std::string_view all = first_columns(printable, columns);
  if (all.size() == printable.size() || columns == 0) return std::string(all);
  return std::string(first_columns(printable, columns - 1)) + "…";
}

std::vector<std::string_view> wrapped(std::string_view printable, std::size_t columns) {
  std::vector<std::string_view> lines;
  while (!printable.empty()) {
    std::string_view line = first_columns(printable, columns);
    if (line.size() < printable.size()) {
      // Back to behind the last space, if the break would part a word.
      const bool parts_word = width(first_character(printable.substr(line.size()))) == 1 &&
                              line.back() != ' ' && printable[line.size()] != ' ';
      const std::size_t space = line.rfind(' ');
      if (parts_word && space != std::string_view::npos && space > line.size() / 2) {
        line = line.substr(0, space + 1);
      }
    }
    if (line.empty()) line = first_character(printable);
    // Spaces at a break stay behind, past the edge.
    while (line.size() < printable.size() && printable[line.size()] == ' ') {
      line = printable.substr(0, line.size() + 1);
    }
    lines.push_back(line);
    printable.remove_prefix(line.size());
  }
  return lines;
}

Terminal Terminal::of_output() {
  Terminal terminal;
  terminal.is_terminal_ = ::isatty(STDOUT_FILENO) == 1;
  if (!terminal.is_terminal_) return terminal;
  const char* no_colour = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  terminal.colours_ = (no_colour == nullptr || *no_colour == '\0') && term != nullptr &&
                      std::string_view(term) != "dumb";
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col != 0) {
    terminal.columns_ = std::max<std::size_t>(size.ws_col, kLeastColumns);
  }
  return terminal;
}

std::string Terminal::painted(std::string_view text, Paint paint) const {
  if (!colours_ || paint == Paint::plain || text.empty()) return std::string(text);
  constexpr std::array<int, 6> kCodes{0, 1, 2, 31, 32, 33};  // ECMA-48 §8.3.117
  return fmt::format("\033[{}m{}\033[0m", kCodes[static_cast<std::size_t>(paint)], text);
}

}  // namespace picket::tool
