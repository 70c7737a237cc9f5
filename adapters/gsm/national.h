// SPDX-License-Identifier: Apache-2.0
// The national language tables of TS 23.038 annex A, for this folder: what a user data header's
// shifts (TS 23.040 §9.2.3.24.15, .16) make of septets.
#pragma once

#include <array>
#include <cstdint>

namespace picket::gsm {

inline constexpr std::uint8_t kLanguages = 14;  // identifiers 0 (none) .. 13 (Urdu)

using LockingTable = std::array<char16_t, 128>;      // instead of the default alphabet
using SingleShiftTable = std::array<char16_t, 128>;  // instead of its extension; 0: none there

// The default's where the identifier names no language, or one without a table of that kind.
const LockingTable& locking_table(std::uint8_t language) noexcept;
const SingleShiftTable& single_shift_table(std::uint8_t language) noexcept;

}  // namespace picket::gsm
