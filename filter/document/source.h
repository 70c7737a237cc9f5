// SPDX-License-Identifier: Apache-2.0
// A text as lines, and the way between byte offsets and positions that people read. Inside this
// folder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "filter/document/diagnostic.h"

namespace picket::document {

// The text outlives it. Line ends are LF.
class Source {
 public:
  explicit Source(std::string_view text);

  std::string_view text() const noexcept { return text_; }
  std::size_t line_count() const noexcept { return starts_.size(); }
  // Line `line` (from 1) without its end; empty past the last.
  std::string_view line(std::uint32_t line) const noexcept;
  // Offset of the first byte of `line` (from 1); the text's size past the last.
  std::size_t start(std::uint32_t line) const noexcept;

  // Offsets past the end are the end.
  Position position(std::size_t offset) const noexcept;
  // The other way; a column past the end of its line is that end.
  std::size_t offset(Position at) const noexcept;
  Span span(std::size_t begin, std::size_t end) const noexcept {
    return {position(begin), position(end)};
  }

 private:
  std::uint32_t characters_before(std::size_t offset) const noexcept;

  std::string_view text_;
  std::vector<std::size_t> starts_;
  std::vector<std::uint32_t> characters_;  // before every kStride-th byte: lines may be long
};

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The text with LF line ends and without byte order mark: what a Source is made of, so that lines
// and columns stay what they are.
std::string with_plain_lines(std::string_view text);

// Whether a line is `---` or `...` (the marker), perhaps with something behind it.
bool is_marker(std::string_view line, std::string_view marker) noexcept;

// Characters in UTF-8 (continuation bytes do not count).
std::uint32_t count_characters(std::string_view text) noexcept;

}  // namespace picket::document
