// SPDX-License-Identifier: Apache-2.0
#include "adapters/gsm/alphabet.h"

#include "adapters/gsm/decoders.h"
#include "adapters/gsm/utf8.h"

namespace picket::gsm {
namespace {

template <typename Character>
DecodedText decode_octets(Octets octets, std::span<char> out, Character character_of) noexcept {
  Utf8Writer writer(out);
  for (const std::uint8_t octet : octets) writer.put(character_of(octet));
  return text_of(out, writer);
}

char32_t latin1_character(std::uint8_t octet) noexcept { return octet; }

// ISO 8859-5: the block of Cyrillic, with two signs in it.
char32_t cyrillic_character(std::uint8_t octet) noexcept {
  if (octet <= 0xA0 || octet == 0xAD) return octet;
  if (octet == 0xF0) return U'№';
  if (octet == 0xFD) return U'§';
  return 0x0400u + (octet - 0xA0u);
}

// ISO 8859-8: letters from E0 on; unassigned places are replaced.
char32_t hebrew_character(std::uint8_t octet) noexcept {
  if (octet >= 0xE0 && octet <= 0xFA) return 0x05D0u + (octet - 0xE0u);
  if (octet == 0xAA) return U'×';
  if (octet == 0xBA) return U'÷';
  if (octet == 0xDF) return U'‗';
  if (octet == 0xFD) return 0x200E;
  if (octet == 0xFE) return 0x200F;
  return octet <= 0xBE && octet != 0xA1 ? octet : kReplacement;
}

// TS 23.038 §4, the groups SMPP does not define itself.
Alphabet of_general_group(std::uint8_t data_coding) noexcept {
  if ((data_coding & 0x20) != 0) return Alphabet::binary;  // compressed (TS 23.042)
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
    case 0x05:  // JIS X 0208
    case 0x0A:  // ISO-2022-JP
      return Alphabet::jis_x0208;
    case 0x06:
      return Alphabet::cyrillic;
    case 0x07:
      return Alphabet::hebrew;
    case 0x08:
      return Alphabet::ucs2;
    case 0x0D:  // "extended Kanji JIS"
      return Alphabet::jis_x0212;
    case 0x0E:  // KS C 5601
      return Alphabet::ks_x1001;
    default:
      break;
  }
  if (data_coding < 0x10) return default_alphabet;  // pictograms, reserved; 0x0F: GBK in China
  if (data_coding < 0x80) return of_general_group(data_coding);
  if (data_coding >= 0xF0) return (data_coding & 4) != 0 ? Alphabet::binary : Alphabet::gsm7;
  if (data_coding >= 0xE0) return Alphabet::ucs2;  // message waiting, UCS2
  if (data_coding >= 0xC0) return Alphabet::gsm7;  // message waiting
  return default_alphabet;                         // reserved
}

DecodedText decode(Coding coding, Octets octets, std::span<char> out, unsigned fill_bits) noexcept {
  switch (coding.alphabet) {
    case Alphabet::gsm7:
      return decode_gsm7(coding, octets, out);
    case Alphabet::gsm7_packed:
      return decode_packed(coding, octets, fill_bits, out);
    case Alphabet::latin1:
      return decode_octets(octets, out, latin1_character);
    case Alphabet::cyrillic:
      return decode_octets(octets, out, cyrillic_character);
    case Alphabet::hebrew:
      return decode_octets(octets, out, hebrew_character);
    case Alphabet::gb18030:
      return decode_gb18030(octets, out);
    case Alphabet::jis_x0208:
    case Alphabet::jis_x0212:
      return decode_jis(coding.alphabet, octets, out);
    case Alphabet::shift_jis:
      return decode_shift_jis(octets, out);
    case Alphabet::ks_x1001:
      return decode_ks(octets, out);
    case Alphabet::ucs2:
      return decode_ucs2(octets, out);
    case Alphabet::ucs2_le:
      return decode_ucs2_le(octets, out);
    case Alphabet::utf8:
      return decode_characters(octets, out, front_character);
    case Alphabet::wap_push:
      return decode_wap_push(octets, out);
    case Alphabet::binary:
    case Alphabet::data:
      break;
  }
  return {};
}

}  // namespace picket::gsm
