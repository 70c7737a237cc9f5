// SPDX-License-Identifier: Apache-2.0
// UTF-16 to UTF-8, eight units at a time, where each takes three octets: Han, kana, Hangul, most of
// what is beyond the Near East.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace picket::gsm {

inline constexpr std::size_t kUnitsInBlock = 8;
inline constexpr std::size_t kRoomForBlock = 24;  // octets

// Of the eight units at `units`, those before the first that is below U+0800 or a surrogate: how
// many they are, 0 to 8. They are at `out` as UTF-8, three octets each; what follows them in the 24
// octets there is of no account.
template <bool kBigEndian>
std::size_t convert_block(const std::uint8_t* units, char* out) noexcept {
  using Units [[gnu::vector_size(16)]] = std::uint16_t;
  using Octets16 [[gnu::vector_size(16)]] = std::uint8_t;
  using Flags [[gnu::vector_size(8)]] = std::uint8_t;
  constexpr bool kSwap = kBigEndian == (std::endian::native == std::endian::little);

  Units u;
  std::memcpy(&u, units, sizeof u);
  if constexpr (kSwap) u = u << 8 | u >> 8;
  const auto other = (u < 0x800) | ((u & 0xF800) == 0xD800);
  const auto flags = std::bit_cast<std::uint64_t>(__builtin_convertvector(other, Flags));

  const Units first_two = (u >> 12 | 0xE0) | (((u >> 6 & 0x3F) | 0x80) << 8);
  const Units third = (u & 0x3F) | 0x80;
  static_assert(std::endian::native == std::endian::little);
  const auto a = std::bit_cast<Octets16>(first_two);
  const auto b = std::bit_cast<Octets16>(third);
  const Octets16 begin =
      __builtin_shufflevector(a, b, 0, 1, 16, 2, 3, 18, 4, 5, 20, 6, 7, 22, 8, 9, 24, 10);
  const Octets16 end =
      __builtin_shufflevector(a, b, 11, 26, 12, 13, 28, 14, 15, 30, 0, 0, 0, 0, 0, 0, 0, 0);
  std::memcpy(out, &begin, 16);
  std::memcpy(out + 16, &end, 8);
  return flags == 0 ? kUnitsInBlock : static_cast<std::size_t>(std::countr_zero(flags)) / 8;
}

}  // namespace picket::gsm
