// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/marks.h"

#include <algorithm>

#include "filter/core/utf8.h"

namespace picket::tool {
namespace {

// Of a printable text, which is UTF-8.
std::string_view first_character(std::string_view text) {
  return text.substr(0, static_cast<std::size_t>(core::utf8_sequence(text)));
}

}  // namespace

std::size_t characters_of(std::string_view printable) {
  return static_cast<std::size_t>(std::ranges::count_if(
      printable, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void Marks::mark(std::size_t at, std::size_t characters, Paint paint) {
  for (std::size_t i = at; i < paints_.size() && i - at < characters; ++i) paints_[i] = paint;
}

std::string painted_line(std::string_view line, std::size_t at, const Marks& marks,
                         const Terminal& terminal) {
  std::string out;
  while (!line.empty()) {
    const Paint paint = marks.at(at);
    std::size_t size = 0;
    while (size < line.size() && marks.at(at) == paint) {
      size += first_character(line.substr(size)).size();
      if (++at == marks.size()) break;
    }
    out += terminal.painted(line.substr(0, size), paint);
    line.remove_prefix(size);
  }
  return out;
}

std::string sign_line(std::string_view line, std::size_t at, const Marks& marks) {
  std::string signs;
  while (!line.empty()) {
    const std::string_view character = first_character(line);
    const Paint paint = marks.at(at++);
    signs.append(columns_of(character), paint == Paint::plain    ? ' '
                                        : paint == Paint::yellow ? '^'
                                                                 : '~');
    line.remove_prefix(character.size());
  }
  signs.resize(signs.find_last_not_of(' ') + 1);
  return signs;
}

}  // namespace picket::tool
