// SPDX-License-Identifier: Apache-2.0
// Japanese: a data_coding names the set of characters, not how it is written, and senders write it
// in every way there is. So the octets say which it is.
#include <algorithm>

#include "adapters/gsm/decoders.h"
#include "adapters/gsm/east_asian.h"

namespace picket::gsm {
namespace {

constexpr std::uint8_t kEscape = 0x1B;
constexpr std::uint8_t kSingleShift2 = 0x8E;  // in EUC: a half width katakana follows
constexpr std::uint8_t kSingleShift3 = 0x8F;  // a character of JIS X 0212

bool is_high_cell(std::uint8_t octet) noexcept { return octet >= 0xA1 && octet <= 0xFE; }
bool is_katakana(std::uint8_t octet) noexcept { return octet >= 0xA1 && octet <= 0xDF; }

Utf8Character katakana(std::uint8_t octet, std::size_t size) noexcept {
  return {0xFF61u + (octet - 0xA1u), size, true};
}

Utf8Character of_table(char32_t meaning, std::size_t size) noexcept {
  return meaning != 0 ? Utf8Character{meaning, size, true}
                      : Utf8Character{kReplacement, size, false};
}

Utf8Character front_of_shift_jis(Octets octets) noexcept {
  const std::uint8_t lead = octets[0];
  if (lead < 0x80) return {lead, 1, true};
  if (is_katakana(lead)) return katakana(lead, 1);
  if (octets.size() < 2 || !is_shift_jis_lead(lead) || !is_shift_jis_trail(octets[1])) return {};
  return of_table(kJisX0208[shift_jis_index(lead, octets[1])], 2);
}

Utf8Character front_of_euc(Octets octets) noexcept {
  const std::uint8_t lead = octets[0];
  if (lead < 0x80) return {lead, 1, true};
  if (octets.size() < 2 || !is_high_cell(octets[1])) return {};
  if (lead == kSingleShift2 && is_katakana(octets[1])) return katakana(octets[1], 2);
  if (is_high_cell(lead)) {
    return of_table(kJisX0208[row_index(lead - 0xA1u, octets[1] - 0xA1u)], 2);
  }
  if (lead != kSingleShift3 || octets.size() < 3 || !is_high_cell(octets[2])) return {};
  return of_table(kJisX0212[row_index(octets[1] - 0xA1u, octets[2] - 0xA1u)], 3);
}

// ISO 2022 with the sets of ISO-2022-JP-1 and half width katakana (RFC 1468, RFC 2237).
class Iso2022 {
 public:
  enum class Set : std::uint8_t { ascii, katakana, x0208, x0212 };

  // `euc`: octets above 0x7F are pairs of EUC, else half width katakana.
  Iso2022(Set first, bool euc) noexcept : set_(first), euc_(euc) {}

  DecodedText decode(Octets octets, std::span<char> out) noexcept {
    Utf8Writer writer(out);
    while (!octets.empty()) {
      const std::size_t escape = octets[0] == kEscape ? designate(octets) : 0;
      if (escape != 0) {
        octets = octets.subspan(escape);
        continue;
      }
      const Utf8Character character = front(octets);
      put(writer, character);
      octets = octets.subspan(character.size);
    }
    return text_of(out, writer);
  }

 private:
  struct Designation {
    std::string_view escape;
    Set set;
  };
  static constexpr Designation kDesignations[] = {
      {"\x1B(B", Set::ascii}, {"\x1B(J", Set::ascii}, {"\x1B(I", Set::katakana},
      {"\x1B$@", Set::x0208}, {"\x1B$B", Set::x0208}, {"\x1B$(B", Set::x0208},
      {"\x1B$(D", Set::x0212}};

  // The size of the sequence at the front; 0 where it is none that is known.
  std::size_t designate(Octets octets) noexcept {
    const std::string_view text(reinterpret_cast<const char*>(octets.data()), octets.size());
    for (const Designation& designation : kDesignations) {
      if (!text.starts_with(designation.escape)) continue;
      set_ = designation.set;
      return designation.escape.size();
    }
    return 0;
  }

  Utf8Character front(Octets octets) const noexcept {
    const std::uint8_t first = octets[0];
    if (first == kEscape) return {};
    if (first >= 0x80 && euc_) return front_of_euc(octets);
    if (is_katakana(first)) return katakana(first, 1);
    if (first >= 0x80) return {};
    if (set_ == Set::ascii || first <= 0x20 || first == 0x7F) return {first, 1, true};
    if (set_ == Set::katakana) {
      return first <= 0x5F ? katakana(static_cast<std::uint8_t>(first | 0x80), 1) : Utf8Character{};
    }
    if (octets.size() < 2 || octets[1] <= 0x20 || octets[1] >= 0x7F) return {};
    const std::size_t index = row_index(first - 0x21u, octets[1] - 0x21u);
    return of_table(set_ == Set::x0208 ? kJisX0208[index] : kJisX0212[index], 2);
  }

  Set set_;
  bool euc_;
};

}  // namespace

bool has_designation(Octets octets) noexcept {
  for (std::size_t i = 0; i + 2 < octets.size(); ++i) {
    if (octets[i] == kEscape && (octets[i + 1] == '$' || octets[i + 1] == '(')) return true;
  }
  return false;
}

bool is_seven_bit_pairs(Octets octets) noexcept {
  return !octets.empty() && std::all_of(octets.begin(), octets.end(), [](std::uint8_t octet) {
    return (octet > 0x20 && octet < 0x7F) || octet == ' ' || octet == '\n' || octet == '\r';
  });
}

// Where most of it is sound: an octet too many does not make it Shift_JIS, which allows nearly all.
bool is_euc_jp(Octets octets) noexcept {
  std::size_t wide = 0;
  std::size_t sound = 0;
  while (!octets.empty()) {
    const Utf8Character character = front_of_euc(octets);
    wide += octets[0] > 0x7F ? 1u : 0u;
    sound += octets[0] > 0x7F && character.valid ? 1u : 0u;
    octets = octets.subspan(character.size);
  }
  return sound * 4 >= wide * 3;
}

DecodedText decode_shift_jis(Octets octets, std::span<char> out) noexcept {
  return decode_characters(octets, out, front_of_shift_jis);
}

DecodedText decode_jis(Alphabet alphabet, Octets octets, std::span<char> out) noexcept {
  using Set = Iso2022::Set;
  const bool high =
      std::any_of(octets.begin(), octets.end(), [](auto octet) { return octet > 0x7F; });
  if (!high || has_designation(octets)) {
    const Set paired = alphabet == Alphabet::jis_x0212 ? Set::x0212 : Set::x0208;
    const Set first = is_seven_bit_pairs(octets) ? paired : Set::ascii;
    return Iso2022(first, is_euc_jp(octets)).decode(octets, out);
  }
  return is_euc_jp(octets) ? decode_characters(octets, out, front_of_euc)
                           : decode_shift_jis(octets, out);
}

bool looks_like_japanese(Octets octets) noexcept {
  const auto front = is_euc_jp(octets) ? front_of_euc : front_of_shift_jis;
  std::size_t wide = 0;
  std::size_t kana = 0;
  while (!octets.empty()) {
    const Utf8Character character = front(octets);
    if (!character.valid) return false;
    wide += character.size > 1 ? 1u : 0u;
    kana += character.value >= 0x3041 && character.value <= 0x30FE ? 1u : 0u;
    octets = octets.subspan(character.size);
  }
  return kana > 0 && kana * 4 >= wide;
}

}  // namespace picket::gsm
