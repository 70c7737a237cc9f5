// SPDX-License-Identifier: Apache-2.0
// TS 23.038 §6.2.1 (GSM 7 bit default alphabet) and §6.2.1.1 (its extension table), for this
// folder.
#pragma once

#include <array>
#include <string_view>

namespace picket::gsm {

// Row by row as the standard prints it, columns turned into rows of 16. The escape 0x1B stands as a
// space.
inline constexpr std::u32string_view kGsm7Default =
    U"@£$¥èéùìòÇ\nØø\rÅå"
    U"Δ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ"
    U" !\"#¤%&'()*+,-./"
    U"0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNO"
    U"PQRSTUVWXYZÄÖÑÜ§"
    U"¿abcdefghijklmno"
    U"pqrstuvwxyzäöñüà";
static_assert(kGsm7Default.size() == 128);

constexpr std::array<char32_t, 128> gsm7_extension_table() {
  std::array<char32_t, 128> table{};
  table[0x0A] = U'\f';
  table[0x14] = U'^';
  table[0x28] = U'{';
  table[0x29] = U'}';
  table[0x2F] = U'\\';
  table[0x3C] = U'[';
  table[0x3D] = U'~';
  table[0x3E] = U']';
  table[0x40] = U'|';
  table[0x65] = U'€';
  return table;
}
inline constexpr auto kGsm7Extension = gsm7_extension_table();

}  // namespace picket::gsm
