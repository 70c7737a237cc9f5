// SPDX-License-Identifier: Apache-2.0
// Which labels of alphabets can hardly be true. Cheap: looks at octets, decodes nothing.
#include <algorithm>
#include <array>
#include <bit>

#include "adapters/gsm/decoders.h"
#include "adapters/gsm/utf8.h"
#include "filter/core/lanes.h"

namespace picket::gsm {
namespace {

struct Utf8Look {
  bool printable = false;  // valid UTF-8 without control characters
  bool multibyte = false;  // and with characters beyond ASCII
};

Utf8Look look_as_utf8(Octets octets) noexcept {
  Utf8Look look;
  while (!octets.empty()) {
    const Utf8Character character = front_character(octets);
    const bool control = character.value < 0x20 && character.value != '\n' &&
                         character.value != '\r' && character.value != '\t';
    if (!character.valid || control || character.value == 0x7F) return {};
    look.multibyte = look.multibyte || character.value >= 0x80;
    octets = octets.subspan(character.size);
  }
  look.printable = true;
  return look;
}

// Blocks that make up ordinary text, by the high octet of their UTF-16 units: Latin to Cyrillic,
// punctuation and kana, Han, Hangul, full width forms, surrogates.
constexpr std::array<std::uint8_t, 256> common_blocks() {
  std::array<std::uint8_t, 256> common{};
  const auto mark = [&](unsigned first, unsigned last) {
    for (unsigned high = first; high <= last; ++high) common[high] = 1;
  };
  mark(0x00, 0x06);
  mark(0x0E, 0x0E);
  mark(0x20, 0x20);
  mark(0x30, 0x30);
  mark(0x4E, 0x9F);
  mark(0xAC, 0xDF);
  mark(0xFF, 0xFF);
  return common;
}
constexpr auto kCommon = common_blocks();

// The same sixteen octets at a time: bit `high % 8` of the lane for the octet's lower half, of one
// table for high halves below 8 and of another for the others.
constexpr std::array<std::uint8_t, 16> common_blocks_from(unsigned first_high) {
  std::array<std::uint8_t, 16> lanes{};
  for (unsigned low = 0; low < 16; ++low)
    for (unsigned high = 0; high < 8; ++high)
      lanes[low] |= static_cast<std::uint8_t>(kCommon[(first_high + high) << 4 | low] << high);
  return lanes;
}
constexpr auto kCommonLower = common_blocks_from(0), kCommonUpper = common_blocks_from(8);

// Ones where an octet is the high one of a common block.
core::Sixteen are_common(core::Sixteen octets) noexcept {
  constexpr core::Sixteen kBits{1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const core::Sixteen low = octets & 15;
  const core::Sixteen bit = core::shuffled(kBits, octets >> 4);
  const auto is_upper = core::bits_of<core::Sixteen>(octets >= 0x80);
  const core::Sixteen lower = core::shuffled(core::load_sixteen(kCommonLower.data()), low);
  const core::Sixteen upper = core::shuffled(core::load_sixteen(kCommonUpper.data()), low);
  const core::Sixteen blocks = (upper & is_upper) | (lower & ~is_upper);
  return core::bits_of<core::Sixteen>((blocks & bit) != 0);
}

// What the octets are like as UTF-16 units.
struct Utf16Look {
  std::size_t units = 0;
  std::size_t big = 0;           // of a common block, read big-endian
  std::size_t latin = 0;         // big-endian, high octet zero
  std::size_t latin_little = 0;  // little-endian, high octet zero
};

Utf16Look look_as_utf16(Octets octets) noexcept {
  constexpr std::uint32_t kFirst = 0x5555, kSecond = 0xAAAA;  // octets of eight units
  const auto count = [](std::uint32_t bits) {
    return static_cast<std::size_t>(std::popcount(bits));
  };
  Utf16Look look;
  look.units = octets.size() / 2;
  std::size_t unit = 0;
  for (; unit + 8 <= look.units; unit += 8) {
    const core::Sixteen sixteen = core::load_sixteen(octets.data() + 2 * unit);
    const std::uint32_t zeros = core::tops_of(core::bits_of<core::Sixteen>(sixteen == 0));
    look.big += count(core::tops_of(are_common(sixteen)) & kFirst);
    look.latin += count(zeros & kFirst);
    look.latin_little += count(zeros & kSecond);
  }
  for (; unit < look.units; ++unit) {
    const std::uint8_t first = octets[2 * unit];
    look.big += kCommon[first];
    look.latin += first == 0 ? 1u : 0u;
    look.latin_little += octets[2 * unit + 1] == 0 ? 1u : 0u;
  }
  return look;
}

std::size_t common_little_endian(Octets octets) noexcept {
  std::size_t common = 0;
  for (std::size_t i = 1; i < octets.size(); i += 2) common += kCommon[octets[i]];
  return common;
}

bool most(std::size_t part, std::size_t all) noexcept { return part * 4 >= all * 3; }

Alphabet beside_ucs2(Octets octets) noexcept {
  if (octets.size() < 2) return Alphabet::ucs2;
  if (octets[0] >= 0xFE && octets[1] >= 0xFE) return Alphabet::ucs2;  // a byte order mark says it
  const Utf8Look utf8 = look_as_utf8(octets);
  if (utf8.printable) return Alphabet::utf8;
  const Utf16Look look = look_as_utf16(octets);
  if (most(look.latin_little, look.units) && look.latin == 0) return Alphabet::ucs2_le;
  if (most(look.big, look.units)) return Alphabet::ucs2;
  return common_little_endian(octets) > look.big ? Alphabet::ucs2_le : Alphabet::ucs2;
}

// Latin letters are high octets of Han, so text of an 8-bit alphabet may look like UCS-2; but then
// nearly all of its octets are ASCII, which those of Han in UCS-2 are not.
bool looks_like_ucs2(Octets octets) noexcept {
  if (octets.size() < 2 || octets.size() % 2 != 0) return false;
  const Utf16Look look = look_as_utf16(octets);
  const auto ascii = static_cast<std::size_t>(std::count_if(
      octets.begin(), octets.end(), [](auto octet) { return octet >= 0x20 && octet < 0x7F; }));
  return most(look.big, look.units) && !most(ascii, octets.size());
}

// Binary data must not be taken for text by chance: some units, all of ordinary blocks, none a
// control character.
bool is_ucs2_text(Octets octets) noexcept {
  constexpr std::size_t kFewest = 8;
  if (octets.size() < kFewest || octets.size() % 2 != 0) return false;
  for (std::size_t i = 0; i < octets.size(); i += 2) {
    if (kCommon[octets[i]] == 0 || (octets[i] == 0 && octets[i + 1] < 0x20)) return false;
  }
  return true;
}

bool has_high_octets(Octets octets) noexcept {
  return std::any_of(octets.begin(), octets.end(), [](auto octet) { return octet > 0x7F; });
}

// Every other octet is zero, which septets would show as @.
bool is_latin_ucs2(Octets octets) noexcept {
  if (octets.empty() || octets[0] != 0 || octets.size() % 2 != 0) return false;
  const Utf16Look look = look_as_utf16(octets);
  return look.latin == look.units;
}

// GB 2312 before UCS-2: its octets look like Hangul of the latter, which hardly ever keeps to
// pairs.
Alphabet beside_another_script(Alphabet alphabet, Octets octets) noexcept {
  if (look_as_utf8(octets).multibyte) return Alphabet::utf8;
  if (looks_like_gb18030(octets)) return Alphabet::gb18030;
  return looks_like_ucs2(octets) ? Alphabet::ucs2 : alphabet;
}

Alphabet beside_eight_bit(Alphabet alphabet, Octets octets) noexcept {
  if (!has_high_octets(octets)) return is_latin_ucs2(octets) ? Alphabet::ucs2 : alphabet;
  const Alphabet other = beside_another_script(alphabet, octets);
  return other == Alphabet::gsm7 ? Alphabet::latin1 : other;
}

// Seven-bit pairs may as well be ASCII, which is what is shown by who does not know their shifts.
Alphabet beside_pairs(Alphabet alphabet, Octets octets) noexcept {
  constexpr std::uint8_t kShiftOut = 0x0E;
  const bool shifts =
      has_designation(octets) || std::find(octets.begin(), octets.end(), kShiftOut) != octets.end();
  if (shifts || is_seven_bit_pairs(octets)) return Alphabet::latin1;
  return is_latin_ucs2(octets) ? Alphabet::ucs2 : alphabet;
}

Alphabet beside_jis(Alphabet alphabet, Octets octets) noexcept {
  if (!has_high_octets(octets)) return beside_pairs(alphabet, octets);
  if (has_designation(octets)) return Alphabet::shift_jis;
  if (!looks_like_japanese(octets)) {
    const Alphabet other = beside_another_script(alphabet, octets);
    if (other != alphabet) return other;
  }
  return is_euc_jp(octets) ? Alphabet::shift_jis : alphabet;
}

Alphabet beside_ks(Octets octets) noexcept {
  if (!has_high_octets(octets)) return beside_pairs(Alphabet::ks_x1001, octets);
  return looks_like_korean(octets) ? Alphabet::ks_x1001
                                   : beside_another_script(Alphabet::ks_x1001, octets);
}

}  // namespace

Alphabet second_reading(Alphabet alphabet, Octets octets) noexcept {
  switch (alphabet) {
    case Alphabet::gsm7:
    case Alphabet::latin1:
    case Alphabet::cyrillic:
    case Alphabet::hebrew:
    case Alphabet::gb18030:
      return beside_eight_bit(alphabet, octets);
    case Alphabet::jis_x0208:
    case Alphabet::jis_x0212:
      return beside_jis(alphabet, octets);
    case Alphabet::ks_x1001:
      return beside_ks(octets);
    case Alphabet::ucs2:
      return beside_ucs2(octets);
    case Alphabet::utf8:
      return !look_as_utf8(octets).printable && looks_like_ucs2(octets) ? Alphabet::ucs2 : alphabet;
    case Alphabet::binary:
      if (!octets.empty() && look_as_utf8(octets).printable) return Alphabet::utf8;
      return is_ucs2_text(octets) ? Alphabet::ucs2 : alphabet;
    default:
      return alphabet;
  }
}

void Readings::add(Alphabet alphabet) noexcept {
  if (std::find(begin(), end(), alphabet) != end() || size_ == alphabets_.size()) return;
  alphabets_[size_++] = alphabet;
}

// Latin-1 and the others agree with septets on ASCII, so they are of interest only above it.
Readings plausible_readings(Alphabet default_alphabet, Octets octets) noexcept {
  Readings readings;
  readings.add(default_alphabet);
  readings.add(Alphabet::gsm7);
  if (has_high_octets(octets)) {
    readings.add(Alphabet::latin1);
    if (look_as_utf8(octets).multibyte) readings.add(Alphabet::utf8);
    if (looks_like_gb18030(octets)) readings.add(Alphabet::gb18030);
    if (looks_like_japanese(octets)) readings.add(Alphabet::jis_x0208);
    if (looks_like_korean(octets)) readings.add(Alphabet::ks_x1001);
  } else if (has_designation(octets)) {
    readings.add(Alphabet::jis_x0208);
  }
  if (octets.size() >= 2 && octets.size() % 2 == 0) {
    readings.add(Alphabet::ucs2);
    readings.add(beside_ucs2(octets));
  }
  return readings;
}

}  // namespace picket::gsm
