// SPDX-License-Identifier: Apache-2.0
#include "filter/document/source.h"

#include <algorithm>

namespace picket::document {
namespace {

constexpr std::size_t kStride = 256;

bool continues_character(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

Source::Source(std::string_view text) : text_(text), starts_{0}, characters_{0} {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') starts_.push_back(i + 1);
  }
  for (std::size_t i = 0; i + kStride <= text.size(); i += kStride) {
    characters_.push_back(characters_.back() + count_characters(text.substr(i, kStride)));
  }
}

std::uint32_t Source::characters_before(std::size_t offset) const noexcept {
  const std::size_t mark = offset / kStride;
  return characters_[mark] + count_characters(text_.substr(mark * kStride, offset % kStride));
}

std::size_t Source::start(std::uint32_t line) const noexcept {
  return line == 0 || line > starts_.size() ? text_.size() : starts_[line - 1];
}

std::string_view Source::line(std::uint32_t line) const noexcept {
  const std::string_view rest = text_.substr(start(line));
  return rest.substr(0, rest.find('\n'));
}

Position Source::position(std::size_t offset) const noexcept {
  offset = std::min(offset, text_.size());
  const auto after = std::ranges::upper_bound(starts_, offset);
  const auto line = static_cast<std::uint32_t>(after - starts_.begin());
  const std::size_t begin = starts_[line - 1];
  return {line, characters_before(offset) - characters_before(begin) + 1};
}

std::size_t Source::offset(Position at) const noexcept {
  const std::size_t begin = start(at.line);
  const std::string_view text = line(at.line);
  std::size_t bytes = 0;
  for (std::uint32_t column = 1; column < at.column && bytes < text.size(); ++column) {
    do {
      ++bytes;
    } while (bytes < text.size() && continues_character(text[bytes]));
  }
  return begin + bytes;
}

std::uint32_t count_characters(std::string_view text) noexcept {
  return static_cast<std::uint32_t>(
      std::ranges::count_if(text, [](char c) { return !continues_character(c); }));
}

std::string with_plain_lines(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    plain.push_back(text[i]);
  }
  return plain;
}

bool is_marker(std::string_view line, std::string_view marker) noexcept {
  return line.starts_with(marker) && (line.size() == marker.size() || line[marker.size()] == ' ' ||
                                      line[marker.size()] == '\t');
}

}  // namespace picket::document
