// SPDX-License-Identifier: Apache-2.0
// Single characters of UTF-8 that is known to be well-formed. Any thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace picket::text {

// Bytes of the sequence that begins with `lead`.
constexpr std::uint32_t utf8_length(char lead) noexcept {
  const auto byte = static_cast<unsigned char>(lead);
  return 1u + (byte >= 0xC0) + (byte >= 0xE0) + (byte >= 0xF0);
}

// The code point at `bytes`.
constexpr char32_t utf8_point(const char* bytes) noexcept {
  const auto byte = [bytes](int i) { return static_cast<unsigned char>(bytes[i]); };
  const auto tail = [&](int i) { return static_cast<char32_t>(byte(i) & 0x3F); };
  if (byte(0) < 0x80) return byte(0);
  if (byte(0) < 0xE0) return static_cast<char32_t>(byte(0) & 0x1F) << 6 | tail(1);
  if (byte(0) < 0xF0) return static_cast<char32_t>(byte(0) & 0x0F) << 12 | tail(1) << 6 | tail(2);
  return static_cast<char32_t>(byte(0) & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3);
}

// Writes `c` at `out` (room for 4 bytes) and returns its length.
constexpr std::uint32_t utf8_put(char32_t c, char* out) noexcept {
  const auto tail = [c](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) return out[0] = static_cast<char>(c), 1;
  if (c < 0x800) return out[0] = static_cast<char>(0xC0 | c >> 6), out[1] = tail(0), 2;
  if (c < 0x10000)
    return out[0] = static_cast<char>(0xE0 | c >> 12), out[1] = tail(6), out[2] = tail(0), 3;
  return out[0] = static_cast<char>(0xF0 | c >> 18), out[1] = tail(12), out[2] = tail(6),
         out[3] = tail(0), 4;
}

}  // namespace picket::text
