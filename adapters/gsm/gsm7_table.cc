// SPDX-License-Identifier: Apache-2.0
// TS 23.038 §6.2.1 (GSM 7 bit default alphabet) and §6.2.1.1 (its extension table).
#include <array>

#include "adapters/gsm/alphabet.h"

namespace picket::gsm {
namespace {

// Row by row as the standard prints it, columns turned into rows of 16. The escape 0x1B stands as a
// space.
constexpr std::u32string_view kDefault =
    U"@£$¥èéùìòÇ\nØø\rÅå"
    U"Δ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ"
    U" !\"#¤%&'()*+,-./"
    U"0123456789:;<=>?"
    U"¡ABCDEFGHIJKLMNO"
    U"PQRSTUVWXYZÄÖÑÜ§"
    U"¿abcdefghijklmno"
    U"pqrstuvwxyzäöñüà";
static_assert(kDefault.size() == 128);

constexpr std::array<char32_t, 128> extension_table() {
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
constexpr auto kExtension = extension_table();

}  // namespace

char32_t gsm7_character(std::uint8_t septet) noexcept { return kDefault[septet & 0x7F]; }

char32_t gsm7_extension(std::uint8_t septet) noexcept { return kExtension[septet & 0x7F]; }

}  // namespace picket::gsm
