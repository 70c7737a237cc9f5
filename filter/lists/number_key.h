// SPDX-License-Identifier: Apache-2.0
// A number in normal form as 64 bits, for the bitmaps of list_image.h. Inside this folder.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace picket::lists {

// The digits behind a 1, which keeps leading zeros apart, and the top bit for `+`: 95588 is 195588,
// +8613900000001 is 2^63 + 18613900000001. Numbers of one length are neighbours, so that bitmaps
// are few and full. nullopt for what does not fit: a name, or more than 18 digits (access codes
// have up to 20).
constexpr std::optional<std::uint64_t> number_key(std::string_view normal) noexcept {
  constexpr std::size_t kMostDigits = 18;  // 2 * 10^18 < 2^63
  const bool plus = normal.starts_with('+');
  if (plus) normal.remove_prefix(1);
  if (normal.empty() || normal.size() > kMostDigits) return std::nullopt;
  std::uint64_t key = 1;
  for (const char c : normal) {
    if (c < '0' || c > '9') return std::nullopt;
    key = key * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return key | static_cast<std::uint64_t>(plus) << 63;
}

}  // namespace picket::lists
