// SPDX-License-Identifier: Apache-2.0
// Septets: the GSM 7 bit default alphabet and the national language tables, one septet an octet or
// packed.
#include <array>

#include "adapters/gsm/decoders.h"
#include "adapters/gsm/gsm7_table.h"
#include "adapters/gsm/national.h"

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

// What septets show. A code without an extension character shows the main table's, a second escape
// a space (TS 23.038 §6.2.1.1 and its note 1; §6.2.1.2.2 for the single shift tables).
struct DefaultTables {
  static void put(Utf8Writer& out, std::uint8_t septet) noexcept {
    const Septet& character = kSeptets[septet];
    out.put_pair(character.utf8, character.size);
  }
  static void put_escaped(Utf8Writer& out, std::uint8_t septet) noexcept {
    const char32_t extension = gsm7_extension(septet);
    out.put(extension != 0 ? extension : gsm7_character(septet));
  }
};

struct NationalTables {
  const LockingTable& locking;
  const SingleShiftTable& single_shift;

  void put(Utf8Writer& out, std::uint8_t septet) const noexcept { out.put(locking[septet]); }
  void put_escaped(Utf8Writer& out, std::uint8_t septet) const noexcept {
    const char16_t shifted = single_shift[septet];
    out.put(shifted != 0 ? shifted : locking[septet]);
  }
};

// Septets arrive one by one, from octets or from a packed stream; an escape waits for its second.
template <typename Tables>
class SeptetDecoder {
 public:
  SeptetDecoder(const Tables& tables, std::span<char> out) noexcept : tables_(tables), out_(out) {}

  void septet(std::uint8_t value) noexcept {
    if (escaped_) {
      escaped_ = false;
      tables_.put_escaped(out_, value);
    } else if (value == kEscape) {
      escaped_ = true;
    } else {
      tables_.put(out_, value);
    }
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
  [[no_unique_address]] Tables tables_;
  Utf8Writer out_;
  bool escaped_ = false;
};

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

template <typename Tables>
DecodedText decode_octets(const Tables& tables, Octets octets, std::span<char> out) noexcept {
  SeptetDecoder<Tables> decoder(tables, out);
  for (const std::uint8_t octet : octets) {
    if (octet < 0x80) {
      decoder.septet(octet);
    } else {
      decoder.not_a_septet();
    }
  }
  return text_of(out, decoder.finish());
}

template <typename Tables>
DecodedText decode_stream(const Tables& tables, Octets packed, unsigned fill_bits,
                          std::span<char> out) noexcept {
  SeptetDecoder<Tables> decoder(tables, out);
  for_each_septet(packed, fill_bits, [&](std::uint8_t septet) { decoder.septet(septet); });
  return text_of(out, decoder.finish());
}

bool has_shifts(Coding coding) noexcept {
  return coding.locking_shift != 0 || coding.single_shift != 0;
}

NationalTables tables_of(Coding coding) noexcept {
  return {locking_table(coding.locking_shift), single_shift_table(coding.single_shift)};
}

}  // namespace

DecodedText decode_gsm7(Coding coding, Octets octets, std::span<char> out) noexcept {
  if (has_shifts(coding)) return decode_octets(tables_of(coding), octets, out);
  return decode_octets(DefaultTables{}, octets, out);
}

DecodedText decode_packed(Coding coding, Octets octets, unsigned fill_bits,
                          std::span<char> out) noexcept {
  if (has_shifts(coding)) return decode_stream(tables_of(coding), octets, fill_bits, out);
  return decode_stream(DefaultTables{}, octets, fill_bits, out);
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
