// SPDX-License-Identifier: Apache-2.0
#include "adapters/gsm/gb18030.h"

#include "adapters/gsm/decoders.h"

namespace picket::gsm {
namespace {

bool is_lead(std::uint8_t octet) noexcept { return octet >= 0x81 && octet <= 0xFE; }
bool is_digit(std::uint8_t octet) noexcept { return octet >= 0x30 && octet <= 0x39; }
bool is_trail(std::uint8_t octet) noexcept {
  return octet >= 0x40 && octet <= 0xFE && octet != 0x7F;
}

char32_t quad_character(Octets quad) noexcept {
  const std::size_t index =
      (((quad[0] - 0x81u) * 10 + (quad[1] - 0x30u)) * 126 + (quad[2] - 0x81u)) * 10 +
      (quad[3] - 0x30u);
  if (index < kGb18030QuadCount) return kGb18030Quads[index];
  const bool supplementary =
      index >= kGb18030Supplementary && index < kGb18030Supplementary + 0x100000;
  return supplementary ? static_cast<char32_t>(0x10000 + (index - kGb18030Supplementary)) : 0;
}

// The character at the front; 0 where there is none, then one octet is stepped over.
Utf8Character front(Octets octets) noexcept {
  const std::uint8_t lead = octets[0];
  if (lead < 0x80) return {lead, 1, true};
  if (!is_lead(lead) || octets.size() < 2) return {};
  if (is_trail(octets[1])) {
    const char32_t character = kGb18030Pairs[gb18030_pair_index(lead, octets[1])];
    return character != 0 ? Utf8Character{character, 2, true}
                          : Utf8Character{kReplacement, 2, false};
  }
  const bool quad =
      octets.size() >= 4 && is_digit(octets[1]) && is_lead(octets[2]) && is_digit(octets[3]);
  if (!quad) return {};
  const char32_t character = quad_character(octets);
  return character != 0 ? Utf8Character{character, 4, true} : Utf8Character{kReplacement, 4, false};
}

}  // namespace

DecodedText decode_gb18030(Octets octets, std::span<char> out) noexcept {
  return decode_characters(octets, out, front);
}

bool looks_like_gb18030(Octets octets) noexcept {
  bool any = false;
  for (std::size_t i = 0; i < octets.size(); ++i) {
    if (octets[i] < 0x80) continue;
    // Rows 1-9 are signs, 16-87 Han; both octets have the top bit.
    const bool row =
        (octets[i] >= 0xA1 && octets[i] <= 0xA9) || (octets[i] >= 0xB0 && octets[i] <= 0xF7);
    if (!row || i + 1 == octets.size() || octets[i + 1] < 0xA1) return false;
    any = true;
    ++i;
  }
  return any;
}

}  // namespace picket::gsm
