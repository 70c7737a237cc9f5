// SPDX-License-Identifier: Apache-2.0
#include "adapters/gsm/alphabet.h"

#include "adapters/gsm/utf8.h"

namespace picket::gsm {
namespace {

constexpr std::uint8_t kEscape = 0x1B;

// Septets arrive one by one, from octets or from a packed stream; an escape waits for its second.
class Gsm7Decoder {
 public:
  explicit Gsm7Decoder(Utf8Writer& out) noexcept : out_(out) {}

  void septet(std::uint8_t value) noexcept {
    if (!escaped_) {
      if (value == kEscape) {
        escaped_ = true;
      } else {
        out_.put(gsm7_character(value));
      }
      return;
    }
    escaped_ = false;
    // A code without an extension character shows the default table's, a second escape a space
    // (TS 23.038 §6.2.1.1 and its note 1).
    const char32_t extension = gsm7_extension(value);
    out_.put(extension != 0 ? extension : gsm7_character(value));
  }
  void not_a_septet() noexcept {
    finish();
    out_.replace();
  }
  void finish() noexcept {
    if (escaped_) out_.put(U' ');
    escaped_ = false;
  }

 private:
  Utf8Writer& out_;
  bool escaped_ = false;
};

void decode_gsm7(Octets octets, Utf8Writer& out) noexcept {
  Gsm7Decoder decoder(out);
  for (const std::uint8_t octet : octets) {
    if (octet < 0x80) {
      decoder.septet(octet);
    } else {
      decoder.not_a_septet();
    }
  }
  decoder.finish();
}

// Hands each septet of a packed stream to `take`.
template <typename Take>
void for_each_septet(Octets packed, unsigned fill_bits, Take take) noexcept {
  std::uint32_t bits = 0;
  unsigned have = 0;
  unsigned skip = fill_bits;
  std::size_t left = packed.size();
  for (const std::uint8_t octet : packed) {
    bits |= static_cast<std::uint32_t>(octet) << have;
    have += 8;
    --left;
    if (skip != 0) {
      bits >>= skip;
      have -= skip;
      skip = 0;
    }
    while (have >= 7) {
      const auto septet = static_cast<std::uint8_t>(bits & 0x7F);
      bits >>= 7;
      have -= 7;
      // Eight septets end exactly at an octet, so seven zero bits there may be filling
      // (TS 23.038 §6.1.2.3.1); @ at the end of a text is the rarer reading.
      if (left == 0 && have == 0 && septet == 0) return;
      take(septet);
    }
  }
}

void decode_packed(Octets octets, unsigned fill_bits, Utf8Writer& out) noexcept {
  Gsm7Decoder decoder(out);
  for_each_septet(octets, fill_bits, [&](std::uint8_t septet) { decoder.septet(septet); });
  decoder.finish();
}

void decode_utf16(Octets octets, bool big_endian, Utf8Writer& out) noexcept {
  const std::uint8_t* const data = octets.data();
  const std::size_t units = octets.size() / 2;
  const unsigned high_at = big_endian ? 0 : 1;
  const auto unit = [&](std::size_t i) -> char32_t {
    return static_cast<char32_t>(data[2 * i + high_at] << 8 | data[2 * i + 1 - high_at]);
  };
  for (std::size_t i = 0; i < units; ++i) {
    const char32_t first = unit(i);
    if (first < 0xD800 || first > 0xDFFF) {
      out.put(first);
      continue;
    }
    const char32_t second = first < 0xDC00 && i + 1 < units ? unit(i + 1) : 0;
    if (second >= 0xDC00 && second <= 0xDFFF) {
      out.put(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
      ++i;
    } else {
      out.replace();
    }
  }
  if (octets.size() % 2 != 0) out.replace();
}

void decode_ucs2(Octets octets, Utf8Writer& out) noexcept {
  const bool has_mark = octets.size() >= 2;
  if (has_mark && octets[0] == 0xFF && octets[1] == 0xFE) {
    decode_utf16(octets.subspan(2), false, out);
  } else if (has_mark && octets[0] == 0xFE && octets[1] == 0xFF) {
    decode_utf16(octets.subspan(2), true, out);
  } else {
    decode_utf16(octets, true, out);
  }
}

void decode_utf8(Octets octets, Utf8Writer& out) noexcept {
  while (!octets.empty()) {
    const Utf8Character character = front_character(octets);
    if (character.valid) {
      out.put(character.value);
    } else {
      out.replace();
    }
    octets = octets.subspan(character.size);
  }
}

// TS 23.038 §4, the groups SMPP does not define itself.
Alphabet of_general_group(std::uint8_t data_coding) noexcept {
  if ((data_coding & 0x20) != 0) return Alphabet::binary;  // compressed
  switch (data_coding >> 2 & 3) {
    case 0:
      return Alphabet::gsm7;
    case 2:
      return Alphabet::ucs2;
    default:
      return Alphabet::binary;  // 8-bit data, or reserved
  }
}

}  // namespace

Alphabet alphabet_of(std::uint8_t data_coding, Alphabet default_alphabet) noexcept {
  switch (data_coding) {
    case 0x00:
      return default_alphabet;
    case 0x01:  // IA5: node-smpp and others put GSM 03.38 octets here; the letters agree
      return Alphabet::gsm7;
    case 0x02:
    case 0x04:
      return Alphabet::binary;
    case 0x03:
      return Alphabet::latin1;
    case 0x08:
      return Alphabet::ucs2;
    default:
      break;
  }
  if (data_coding < 0x10) return default_alphabet;  // JIS, Cyrillic, Hebrew, ...
  if (data_coding < 0x80) return of_general_group(data_coding);
  if (data_coding >= 0xF0) return (data_coding & 4) != 0 ? Alphabet::binary : Alphabet::gsm7;
  if (data_coding >= 0xE0) return Alphabet::ucs2;  // message waiting, UCS2
  if (data_coding >= 0xC0) return Alphabet::gsm7;  // message waiting
  return default_alphabet;                         // reserved
}

DecodedText decode(Alphabet alphabet, Octets octets, std::span<char> out,
                   unsigned fill_bits) noexcept {
  Utf8Writer writer(out);
  switch (alphabet) {
    case Alphabet::gsm7:
      decode_gsm7(octets, writer);
      break;
    case Alphabet::gsm7_packed:
      decode_packed(octets, fill_bits, writer);
      break;
    case Alphabet::latin1:
      for (const std::uint8_t octet : octets) writer.put(octet);
      break;
    case Alphabet::ucs2:
      decode_ucs2(octets, writer);
      break;
    case Alphabet::ucs2_le:
      decode_utf16(octets, false, writer);
      break;
    case Alphabet::utf8:
      decode_utf8(octets, writer);
      break;
    case Alphabet::binary:
      break;
  }
  return {{out.data(), writer.size()}, writer.replaced(), writer.truncated()};
}

std::size_t unpack_septets(Octets packed, unsigned fill_bits,
                           std::span<std::uint8_t> out) noexcept {
  std::size_t count = 0;
  for_each_septet(packed, fill_bits, [&](std::uint8_t septet) {
    if (count < out.size()) out[count++] = septet;
  });
  return count;
}

}  // namespace picket::gsm
