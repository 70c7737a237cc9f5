// SPDX-License-Identifier: Apache-2.0
// The order of the codes of JIS X 0208, JIS X 0212 and KS X 1001 (once KS C 5601), and the tables
// in that order: for this folder.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace picket::gsm {

// Rows of 94 cells; both are 21..7E in seven bits, A1..FE in EUC.
inline constexpr std::size_t kRow = 94;

// JIS X 0208 has 94 rows. Shift_JIS puts two rows behind each of its lead octets and has room for
// 26 more, which vendors use.
inline constexpr std::size_t kShiftJisTrails = 2 * kRow;
inline constexpr std::size_t kJisX0208Count = 60 * kShiftJisTrails;
inline constexpr std::size_t kJisX0212Count = kRow * kRow;
// With the rest of Hangul, as UHC (code page 949) has it: a lead 81..FE, then 41..FE.
inline constexpr std::size_t kUhcTrails = 0xFE - 0x41 + 1;
inline constexpr std::size_t kKsX1001Count = 126 * kUhcTrails;

// `row` and `cell` from 0 on.
constexpr std::size_t row_index(std::size_t row, std::size_t cell) noexcept {
  return row * kRow + cell;
}

constexpr bool is_shift_jis_lead(std::uint8_t octet) noexcept {
  return (octet >= 0x81 && octet <= 0x9F) || (octet >= 0xE0 && octet <= 0xFC);
}
constexpr bool is_shift_jis_trail(std::uint8_t octet) noexcept {
  return octet >= 0x40 && octet <= 0xFC && octet != 0x7F;
}
constexpr std::size_t shift_jis_index(std::uint8_t lead, std::uint8_t trail) noexcept {
  const std::size_t leads_before = lead - (lead < 0xA0 ? 0x81u : 0xC1u);
  return leads_before * kShiftJisTrails + (trail - 0x40u) - (trail > 0x7F ? 1u : 0u);
}
constexpr std::array<std::uint8_t, 2> shift_jis_pair(std::size_t index) noexcept {
  const std::size_t lead = index / kShiftJisTrails;
  const std::size_t trail = index % kShiftJisTrails;
  return {static_cast<std::uint8_t>(lead + (lead < 31 ? 0x81 : 0xC1)),
          static_cast<std::uint8_t>(0x40 + trail + (trail >= 0x3F ? 1 : 0))};
}
// The order of rows is that of Shift_JIS.
static_assert(shift_jis_index(0x81, 0x9F) == row_index(1, 0));
static_assert(shift_jis_index(0xE0, 0x40) == row_index(62, 0));

constexpr std::array<std::uint8_t, 3> euc_jp_triple(std::size_t index) noexcept {
  return {0x8F, static_cast<std::uint8_t>(0xA1 + index / kRow),
          static_cast<std::uint8_t>(0xA1 + index % kRow)};
}

constexpr bool is_uhc_lead(std::uint8_t octet) noexcept { return octet >= 0x81 && octet <= 0xFE; }
constexpr bool is_uhc_trail(std::uint8_t octet) noexcept { return octet >= 0x41 && octet <= 0xFE; }
constexpr std::size_t uhc_index(std::uint8_t lead, std::uint8_t trail) noexcept {
  return (lead - 0x81u) * kUhcTrails + (trail - 0x41u);
}
constexpr std::array<std::uint8_t, 2> uhc_pair(std::size_t index) noexcept {
  return {static_cast<std::uint8_t>(0x81 + index / kUhcTrails),
          static_cast<std::uint8_t>(0x41 + index % kUhcTrails)};
}

// 0 where a code means nothing.
extern const std::array<char32_t, kJisX0208Count> kJisX0208;
extern const std::array<char32_t, kJisX0212Count> kJisX0212;
extern const std::array<char32_t, kKsX1001Count> kKsX1001;

}  // namespace picket::gsm
