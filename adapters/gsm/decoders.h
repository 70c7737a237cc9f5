// SPDX-License-Identifier: Apache-2.0
// The decoders behind decode() that have files of their own, for this folder.
#pragma once

#include "adapters/gsm/alphabet.h"
#include "adapters/gsm/utf8.h"

namespace picket::gsm {

// Each decoder has a writer of its own, which then lives in registers.
inline DecodedText text_of(std::span<char> out, const Utf8Writer& writer) noexcept {
  return {{out.data(), writer.size()}, writer.replaced(), writer.truncated()};
}

inline void put(Utf8Writer& writer, const Utf8Character& character) noexcept {
  if (character.valid) {
    writer.put(character.value);
  } else {
    writer.replace();
  }
}

// An encoding of which `front` gives the first character of octets that are not empty.
template <typename Front>
DecodedText decode_characters(Octets octets, std::span<char> out, Front front) noexcept {
  Utf8Writer writer(out);
  while (!octets.empty()) {
    const Utf8Character character = front(octets);
    put(writer, character);
    octets = octets.subspan(character.size);
  }
  return text_of(out, writer);
}

DecodedText decode_gsm7(Coding coding, Octets octets, std::span<char> out) noexcept;
DecodedText decode_packed(Coding coding, Octets octets, unsigned fill_bits,
                          std::span<char> out) noexcept;
// UTF-16, big-endian but for a byte order mark that says otherwise; little-endian.
DecodedText decode_ucs2(Octets octets, std::span<char> out) noexcept;
DecodedText decode_ucs2_le(Octets octets, std::span<char> out) noexcept;
DecodedText decode_gb18030(Octets octets, std::span<char> out) noexcept;
// Japanese however it is written: with the escapes of ISO-2022-JP, in EUC, in Shift_JIS, or in bare
// seven-bit pairs of the set that the alphabet names. KS X 1001 likewise.
DecodedText decode_jis(Alphabet alphabet, Octets octets, std::span<char> out) noexcept;
DecodedText decode_shift_jis(Octets octets, std::span<char> out) noexcept;
DecodedText decode_ks(Octets octets, std::span<char> out) noexcept;
DecodedText decode_wap_push(Octets octets, std::span<char> out) noexcept;

// Whether octets above 0x7F come in the pairs that GB 2312 has for Han and its signs, as in a
// Chinese text they all do and in other alphabets hardly ever.
bool looks_like_gb18030(Octets octets) noexcept;

// Whether octets are sound as Japanese in eight bits and a good part of it is kana, or as Korean
// with Hangul and no Han: what texts of other alphabets hardly ever are.
bool looks_like_japanese(Octets octets) noexcept;
bool looks_like_korean(Octets octets) noexcept;

// Whether octets, of which some are above 0x7F, are taken for EUC-JP rather than Shift_JIS.
bool is_euc_jp(Octets octets) noexcept;
// Whether there is an escape sequence of ISO 2022 that names a set.
bool has_designation(Octets octets) noexcept;
// Whether there is nothing but pairs of printable seven-bit octets, as of a set without escapes.
bool is_seven_bit_pairs(Octets octets) noexcept;

}  // namespace picket::gsm
