// SPDX-License-Identifier: Apache-2.0
// Tables of shuffles for steps of four characters (fold_plain.cc): from UTF-8 to a word for each
// character, and back without what is left out. Made by the compiler. Any thread.
#pragma once

#include <array>
#include <cstdint>

namespace picket::text {

using Shuffle = std::array<std::uint8_t, 16>;
inline constexpr std::uint8_t kNothing = 0x80;  // a lane that becomes 0

inline constexpr std::uint32_t kLongest = 3;  // bytes of a character, here

// All ways in which up to four characters of one to three bytes may follow each other. The number
// of one is that of its lengths in base 4, lowest first: 0 ends it.
inline constexpr auto kLaneShuffles = [] {
  std::array<Shuffle, 256> shuffles{};
  for (std::uint32_t number = 0; number < shuffles.size(); ++number) {
    shuffles[number].fill(kNothing);
    std::uint32_t end = 0;
    for (std::uint32_t i = 0; i < 4 && (number >> 2 * i & 3) != 0; ++i) {
      const std::uint32_t length = number >> 2 * i & 3;
      end += length;
      for (std::uint32_t byte = 0; byte < length; ++byte)  // the last one lowest
        shuffles[number][4 * i + byte] = static_cast<std::uint8_t>(end - 1 - byte);
    }
  }
  return shuffles;
}();

// How the first characters of sixteen bytes lie.
struct Layout {
  std::uint16_t ends = 0;    // where each of up to three bytes ends, four bits a character
  std::uint8_t four = 0;     // where the fourth ends; 0: there are fewer
  std::uint8_t lengths = 0;  // two bits each

  const Shuffle& lanes() const noexcept { return kLaneShuffles[lengths]; }
  // How many bytes the first `characters`, at least one, take.
  std::uint32_t bytes(std::uint32_t characters) const noexcept {
    return ends >> 4 * (characters - 1) & 0xF;
  }
};

// By which of the bytes 1..12 begin a character.
inline constexpr auto kLayouts = [] {
  std::array<Layout, 1 << 12> layouts{};
  for (std::uint32_t starts = 0; starts < layouts.size(); ++starts) {
    Layout& layout = layouts[starts];
    std::uint32_t end = 0;
    for (std::uint32_t i = 0; i < 4; ++i) {
      std::uint32_t length = 1;
      while (length <= kLongest && (starts >> (end + length - 1) & 1) == 0) ++length;
      if (length > kLongest) break;
      end += length;
      layout.ends = static_cast<std::uint16_t>(layout.ends | end << 4 * i);
      layout.lengths = static_cast<std::uint8_t>(layout.lengths | length << 2 * i);
      if (i == 3) layout.four = static_cast<std::uint8_t>(end);
    }
  }
  return layouts;
}();

// `starts`: a bit a byte, set where one begins a character. That byte 0 does is taken for granted.
inline const Layout& layout_of(std::uint32_t starts) noexcept {
  return kLayouts[starts >> 1 & 0xFFF];
}

// Of four words the lowest 0..3 bytes each, with no gaps. The number of a packing: four bits that
// are the lowest ones of the lengths, then four that are the highest.
constexpr std::uint32_t packed_length(std::uint32_t packing, std::uint32_t word) noexcept {
  return (packing >> word & 1) | (packing >> (4 + word) & 1) << 1;
}

inline constexpr auto kPackings = [] {
  std::array<Shuffle, 256> shuffles{};
  for (std::uint32_t packing = 0; packing < shuffles.size(); ++packing) {
    shuffles[packing].fill(kNothing);
    std::uint32_t end = 0;
    for (std::uint32_t word = 0; word < 4; ++word)
      for (std::uint32_t byte = 0; byte < packed_length(packing, word); ++byte)
        shuffles[packing][end++] = static_cast<std::uint8_t>(4 * word + byte);
  }
  return shuffles;
}();

inline constexpr auto kPackedBytes = [] {
  std::array<std::uint8_t, 256> bytes{};
  for (std::uint32_t packing = 0; packing < bytes.size(); ++packing)
    for (std::uint32_t word = 0; word < 4; ++word)
      bytes[packing] = static_cast<std::uint8_t>(bytes[packing] + packed_length(packing, word));
  return bytes;
}();

// Of eight bytes those whose bits are set, with no gaps.
inline constexpr auto kKept = [] {
  std::array<std::array<std::uint8_t, 8>, 256> shuffles{};
  for (std::uint32_t bits = 0; bits < shuffles.size(); ++bits) {
    std::uint32_t end = 0;
    for (std::uint32_t byte = 0; byte < 8; ++byte)
      if ((bits >> byte & 1) != 0) shuffles[bits][end++] = static_cast<std::uint8_t>(byte);
  }
  return shuffles;
}();

// By the bits of those kept: their places, 0..3, with no gaps.
inline constexpr auto kPlaces = [] {
  std::array<std::array<std::uint32_t, 4>, 16> places{};
  for (std::uint32_t kept = 0; kept < places.size(); ++kept) {
    std::uint32_t end = 0;
    for (std::uint32_t place = 0; place < 4; ++place)
      if ((kept >> place & 1) != 0) places[kept][end++] = place;
  }
  return places;
}();

}  // namespace picket::text
