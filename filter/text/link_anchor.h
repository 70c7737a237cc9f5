// SPDX-License-Identifier: Apache-2.0
// Where in a folded text a link may show. Part of LinkFinder; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace picket::text {

// Bytes at which a link may show: a dot in some disguise, or the colon of a scheme.
enum class Anchor : std::uint8_t { none, dot, word, stop, colon };
constexpr std::array<Anchor, 256> make_anchors() {
  std::array<Anchor, 256> anchors{};
  anchors['.'] = Anchor::dot;
  anchors['d'] = Anchor::word;   // of ` dot `
  anchors[0xE3] = Anchor::stop;  // of `。`
  anchors[':'] = Anchor::colon;
  return anchors;
}
inline constexpr std::array<Anchor, 256> kAnchors = make_anchors();

// A byte of `eight` that equals `c` has its top bit set, and so may one above it.
constexpr std::uint64_t equal_bytes(std::uint64_t eight, unsigned char c) noexcept {
  constexpr std::uint64_t kOnes = 0x0101010101010101, kTops = 0x8080808080808080;
  const std::uint64_t differing = eight ^ kOnes * c;
  return (differing - kOnes) & ~differing & kTops;
}

// The first place from `at` on that may be an anchor, or the end of the text.
inline std::uint32_t next_anchor(std::string_view text, std::uint32_t at) noexcept {
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t eight;  // little-endian: first byte lowest
    std::memcpy(&eight, text.data() + at, sizeof eight);
    const std::uint64_t found = equal_bytes(eight, '.') | equal_bytes(eight, ':') |
                                equal_bytes(eight, 'd') | equal_bytes(eight, 0xE3);
    if (found != 0) return at + static_cast<std::uint32_t>(__builtin_ctzll(found)) / 8;
  }
  while (at < text.size() && kAnchors[static_cast<unsigned char>(text[at])] == Anchor::none) ++at;
  return at;
}

}  // namespace picket::text
