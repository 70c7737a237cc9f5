// SPDX-License-Identifier: Apache-2.0
// Well-formed UTF-8, as Unicode 15 table 3-7 has it. Any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace picket::core {

// Length of the well-formed sequence at the start of `text` (not empty), 1..4; where there is none,
// minus the length of the maximal subpart that one U+FFFD stands for, -1..-3.
constexpr int utf8_sequence(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return -1;
  const int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  unsigned char low = 0x80, high = 0xBF;  // of the second byte
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  for (int i = 1; i < length; ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (at >= text.size() || byte(at) < low || byte(at) > high) return -i;
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

// The longest beginning of `text` of at most `bytes` bytes that does not cut a character; bytes
// that are no UTF-8 may be cut anywhere.
constexpr std::string_view utf8_prefix(std::string_view text, std::size_t bytes) noexcept {
  if (text.size() <= bytes) return text;
  constexpr std::size_t kMostContinuations = 3;
  for (std::size_t back = 0; back <= kMostContinuations && back <= bytes; ++back) {
    const bool continues = (static_cast<unsigned char>(text[bytes - back]) & 0xC0) == 0x80;
    if (!continues) return text.substr(0, bytes - back);
  }
  return text.substr(0, bytes);
}

}  // namespace picket::core
