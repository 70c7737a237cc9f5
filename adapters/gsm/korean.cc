// SPDX-License-Identifier: Apache-2.0
// KS X 1001, once KS C 5601: in eight bits with the Hangul that UHC adds, in seven between the
// shifts of ISO-2022-KR (RFC 1557), or in bare pairs.
#include "adapters/gsm/decoders.h"
#include "adapters/gsm/east_asian.h"

namespace picket::gsm {
namespace {

constexpr std::uint8_t kShiftOut = 0x0E;
constexpr std::uint8_t kShiftIn = 0x0F;
constexpr std::string_view kHeader = "\x1B$)C";  // which set the shifts are about

Utf8Character of_pair(std::uint8_t lead, std::uint8_t trail) noexcept {
  const char32_t meaning = kKsX1001[uhc_index(lead, trail)];
  return meaning != 0 ? Utf8Character{meaning, 2, true} : Utf8Character{kReplacement, 2, false};
}

Utf8Character front_of_uhc(Octets octets) noexcept {
  const std::uint8_t lead = octets[0];
  if (lead < 0x80) return {lead, 1, true};
  if (octets.size() < 2 || !is_uhc_lead(lead) || !is_uhc_trail(octets[1])) return {};
  return of_pair(lead, octets[1]);
}

Utf8Character front_of_shifted(Octets octets) noexcept {
  const std::uint8_t first = octets[0];
  if (first <= 0x20 || first == 0x7F) return {first, 1, true};
  if (first > 0x7F) return front_of_uhc(octets);
  if (octets.size() < 2 || octets[1] <= 0x20 || octets[1] >= 0x7F) return {};
  return of_pair(static_cast<std::uint8_t>(first | 0x80),
                 static_cast<std::uint8_t>(octets[1] | 0x80));
}

bool starts_with_header(Octets octets) noexcept {
  return std::string_view(reinterpret_cast<const char*>(octets.data()), octets.size())
      .starts_with(kHeader);
}

}  // namespace

DecodedText decode_ks(Octets octets, std::span<char> out) noexcept {
  bool shifted = is_seven_bit_pairs(octets);
  Utf8Writer writer(out);
  while (!octets.empty()) {
    if (octets[0] == kShiftOut || octets[0] == kShiftIn) {
      shifted = octets[0] == kShiftOut;
      octets = octets.subspan(1);
      continue;
    }
    if (starts_with_header(octets)) {
      octets = octets.subspan(kHeader.size());
      continue;
    }
    const Utf8Character character = shifted ? front_of_shifted(octets) : front_of_uhc(octets);
    put(writer, character);
    octets = octets.subspan(character.size);
  }
  return text_of(out, writer);
}

bool looks_like_korean(Octets octets) noexcept {
  bool hangul = false;
  while (!octets.empty()) {
    const Utf8Character character = front_of_uhc(octets);
    // Han of Korean texts is rare, that of Chinese ones all of it.
    const bool han = (character.value >= 0x4E00 && character.value <= 0x9FFF) ||
                     (character.value >= 0xF900 && character.value <= 0xFAFF);
    if (!character.valid || han) return false;
    hangul = hangul || (character.value >= 0xAC00 && character.value <= 0xD7A3);
    octets = octets.subspan(character.size);
  }
  return hangul;
}

}  // namespace picket::gsm
