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

// An encoding of which `front` gives the first character of octets that are not empty.
template <typename Front>
DecodedText decode_characters(Octets octets, std::span<char> out, Front front) noexcept {
  Utf8Writer writer(out);
  while (!octets.empty()) {
    const Utf8Character character = front(octets);
    if (character.valid) {
      writer.put(character.value);
    } else {
      writer.replace();
    }
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
DecodedText decode_wap_push(Octets octets, std::span<char> out) noexcept;

// Whether octets above 0x7F come in the pairs that GB 2312 has for Han and its signs, as in a
// Chinese text they all do and in other alphabets hardly ever.
bool looks_like_gb18030(Octets octets) noexcept;

}  // namespace picket::gsm
