// SPDX-License-Identifier: Apache-2.0
// The order of GB 18030's codes, and the tables in that order: for this folder.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace picket::gsm {

// Pairs: a lead 81..FE, then 40..7E or 80..FE (GBK and GB 2312 are these).
inline constexpr std::size_t kGb18030Trails = 190;
inline constexpr std::size_t kGb18030PairCount = 126 * kGb18030Trails;
// Quads: 81..FE, 30..39, 81..FE, 30..39. The first so many are of the Basic Multilingual Plane;
// from kGb18030Supplementary on they are U+10000 and up, in order.
inline constexpr std::size_t kGb18030QuadCount = 39420;
inline constexpr std::size_t kGb18030Supplementary = 189000;

constexpr std::array<std::uint8_t, 2> gb18030_pair(std::size_t index) noexcept {
  const std::size_t trail = index % kGb18030Trails;
  return {static_cast<std::uint8_t>(0x81 + index / kGb18030Trails),
          static_cast<std::uint8_t>(0x40 + trail + (trail >= 0x3F ? 1 : 0))};
}
constexpr std::size_t gb18030_pair_index(std::uint8_t lead, std::uint8_t trail) noexcept {
  return (lead - 0x81u) * kGb18030Trails + (trail - 0x40u) - (trail > 0x7F ? 1u : 0u);
}

constexpr std::array<std::uint8_t, 4> gb18030_quad(std::size_t index) noexcept {
  return {static_cast<std::uint8_t>(0x81 + index / 12600),
          static_cast<std::uint8_t>(0x30 + index / 1260 % 10),
          static_cast<std::uint8_t>(0x81 + index / 10 % 126),
          static_cast<std::uint8_t>(0x30 + index % 10)};
}

// 0 where a code means nothing.
extern const std::array<char32_t, kGb18030PairCount> kGb18030Pairs;
extern const std::array<char32_t, kGb18030QuadCount> kGb18030Quads;

}  // namespace picket::gsm
