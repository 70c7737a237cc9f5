// SPDX-License-Identifier: Apache-2.0
#include "adapters/gsm/alphabet.h"

#include <array>

#include "adapters/gsm/gsm7_table.h"
#include "adapters/gsm/utf8.h"

namespace picket::gsm {
namespace {

constexpr std::uint8_t kEscape = 0x1B;

// The default alphabet in UTF-8. No character of it takes more than two octets.
struct Septet {
  char utf8[2];
  std::uint8_t size;
};

constexpr std::array<Septet, 128> septets_as_utf8() {
  std::array<Septet, 128> septets{};
  for (std::size_t value = 0; value < 128; ++value) {
    const char32_t character = kGsm7Default[value];
    if (character < 0x80) {
      septets[value] = {{static_cast<char>(character), 0}, 1};
    } else {
      septets[value] = {
          {static_cast<char>(0xC0 | character >> 6), static_cast<char>(0x80 | (character & 0x3F))},
          2};
    }
  }
  return septets;
}
constexpr auto kSeptets = septets_as_utf8();

// Each decoder below has a writer of its own, which then lives in registers.
DecodedText text_of(std::span<char> out, const Utf8Writer& writer) noexcept {
  return {{out.data(), writer.size()}, writer.replaced(), writer.truncated()};
}

// Septets arrive one by one, from octets or from a packed stream; an escape waits for its second.
class Gsm7Decoder {
 public:
  explicit Gsm7Decoder(std::span<char> out) noexcept : out_(out) {}

  void septet(std::uint8_t value) noexcept {
    if (!escaped_) {
      if (value == kEscape) {
        escaped_ = true;
      } else {
        const Septet& character = kSeptets[value];
        out_.put_pair(character.utf8, character.size);
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
  const Utf8Writer& finish() noexcept {
    if (escaped_) out_.put(U' ');
    escaped_ = false;
    return out_;
  }

 private:
  Utf8Writer out_;
  bool escaped_ = false;
};

DecodedText decode_gsm7(Octets octets, std::span<char> out) noexcept {
  Gsm7Decoder decoder(out);
  for (const std::uint8_t octet : octets) {
    if (octet < 0x80) {
      decoder.septet(octet);
    } else {
      decoder.not_a_septet();
    }
  }
  return text_of(out, decoder.finish());
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

DecodedText decode_packed(Octets octets, unsigned fill_bits, std::span<char> out) noexcept {
  Gsm7Decoder decoder(out);
  for_each_septet(octets, fill_bits, [&](std::uint8_t septet) { decoder.septet(septet); });
  return text_of(out, decoder.finish());
}

DecodedText decode_latin1(Octets octets, std::span<char> out) noexcept {
  Utf8Writer writer(out);
  for (const std::uint8_t octet : octets) writer.put(octet);
  return text_of(out, writer);
}

template <bool kBigEndian>
DecodedText decode_utf16(Octets octets, std::span<char> out) noexcept {
  Utf8Writer writer(out);
  const std::uint8_t* const data = octets.data();
  const std::size_t units = octets.size() / 2;
  const auto unit = [data](std::size_t i) -> char32_t {
    const std::uint8_t high = data[2 * i + (kBigEndian ? 0 : 1)];
    const std::uint8_t low = data[2 * i + (kBigEndian ? 1 : 0)];
    return static_cast<char32_t>(high << 8 | low);
  };
  for (std::size_t i = 0; i < units; ++i) {
    const char32_t first = unit(i);
    if (first < 0xD800 || first > 0xDFFF) {
      writer.put(first);
      continue;
    }
    const char32_t second = first < 0xDC00 && i + 1 < units ? unit(i + 1) : 0;
    if (second >= 0xDC00 && second <= 0xDFFF) {
      writer.put(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
      ++i;
    } else {
      writer.replace();
    }
  }
  if (octets.size() % 2 != 0) writer.replace();
  return text_of(out, writer);
}

DecodedText decode_ucs2(Octets octets, std::span<char> out) noexcept {
  if (octets.size() >= 2 && octets[0] == 0xFF && octets[1] == 0xFE) {
    return decode_utf16<false>(octets.subspan(2), out);
  }
  const bool marked = octets.size() >= 2 && octets[0] == 0xFE && octets[1] == 0xFF;
  return decode_utf16<true>(marked ? octets.subspan(2) : octets, out);
}

DecodedText decode_utf8(Octets octets, std::span<char> out) noexcept {
  Utf8Writer writer(out);
  while (!octets.empty()) {
    const Utf8Character character = front_character(octets);
    if (character.valid) {
      writer.put(character.value);
    } else {
      writer.replace();
    }
    octets = octets.subspan(character.size);
  }
  return text_of(out, writer);
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
  switch (alphabet) {
    case Alphabet::gsm7:
      return decode_gsm7(octets, out);
    case Alphabet::gsm7_packed:
      return decode_packed(octets, fill_bits, out);
    case Alphabet::latin1:
      return decode_latin1(octets, out);
    case Alphabet::ucs2:
      return decode_ucs2(octets, out);
    case Alphabet::ucs2_le:
      return decode_utf16<false>(octets, out);
    case Alphabet::utf8:
      return decode_utf8(octets, out);
    case Alphabet::binary:
      break;
  }
  return {};
}

char32_t gsm7_character(std::uint8_t septet) noexcept { return kGsm7Default[septet & 0x7F]; }

char32_t gsm7_extension(std::uint8_t septet) noexcept { return kGsm7Extension[septet & 0x7F]; }

std::size_t unpack_septets(Octets packed, unsigned fill_bits,
                           std::span<std::uint8_t> out) noexcept {
  std::size_t count = 0;
  for_each_septet(packed, fill_bits, [&](std::uint8_t septet) {
    if (count < out.size()) out[count++] = septet;
  });
  return count;
}

}  // namespace picket::gsm
