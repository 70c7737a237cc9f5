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

bool most(std::size_t part, std::size_t all) noexcept { return part * 4 >= all * 3; }

// Valid UTF-8 without control characters. Done at the first octet that is not, which in UCS-2 comes
// soon: asked of every message that is labelled so.
bool is_printable_utf8(Octets octets) noexcept {
  while (!octets.empty()) {
    const Utf8Character character = front_character(octets);
    const bool control = character.value < 0x20 && character.value != '\n' &&
                         character.value != '\r' && character.value != '\t';
    if (!character.valid || control || character.value == 0x7F) return false;
    octets = octets.subspan(character.size);
  }
  return true;
}

// Has characters beyond ASCII, and most of what may be such is sound: an octet put in does not hide
// the others.
bool has_utf8(Octets octets) noexcept {
  std::size_t wide = 0, sound = 0;
  while (!octets.empty()) {
    const Utf8Character character = front_character(octets);
    wide += octets[0] > 0x7F ? 1u : 0u;
    sound += octets[0] > 0x7F && character.valid ? 1u : 0u;
    octets = octets.subspan(character.size);
  }
  return sound > 0 && most(sound, wide);
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

Alphabet beside_ucs2(Octets octets) noexcept {
  if (octets.size() < 2) return Alphabet::ucs2;
  if (octets[0] >= 0xFE && octets[1] >= 0xFE) return Alphabet::ucs2;  // a byte order mark says it
  if (is_printable_utf8(octets)) return Alphabet::utf8;
  const Utf16Look look = look_as_utf16(octets);
  if (most(look.latin_little, look.units) && look.latin == 0) return Alphabet::ucs2_le;
  if (most(look.big, look.units)) return Alphabet::ucs2;
  return common_little_endian(octets) > look.big ? Alphabet::ucs2_le : Alphabet::ucs2;
}

// Latin letters are high octets of Han, so text of an 8-bit alphabet may look like UCS-2; but then
// nearly all of its octets are ASCII, which those of Han in UCS-2 are not. An odd octet at the end
// hides nothing.
bool looks_like_ucs2(Octets octets) noexcept {
  if (octets.size() < 2) return false;
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
  if (octets.size() < 2 || octets[0] != 0) return false;
  const Utf16Look look = look_as_utf16(octets);
  return look.latin == look.units;
}

// What no eight-bit alphabet is. Octets may look like several of them: GB 2312 like Hangul in
// UCS-2.
void add_other_scripts(Octets octets, Readings& readings) noexcept {
  if (has_utf8(octets)) readings.add(Alphabet::utf8);
  if (looks_like_gb18030(octets)) readings.add(Alphabet::gb18030);
  if (looks_like_ucs2(octets)) readings.add(Alphabet::ucs2);
}

void add_beside_eight_bit(Alphabet alphabet, Octets octets, Readings& readings) noexcept {
  if (!has_high_octets(octets)) {
    if (is_latin_ucs2(octets)) readings.add(Alphabet::ucs2);
    return;
  }
  add_other_scripts(octets, readings);
  if (readings.empty() && alphabet == Alphabet::gsm7) readings.add(Alphabet::latin1);
}

// Seven-bit pairs may as well be ASCII, which is what is shown by who does not know their shifts.
void add_beside_pairs(Octets octets, Readings& readings) noexcept {
  constexpr std::uint8_t kShiftOut = 0x0E;
  const bool shifts =
      has_designation(octets) || std::find(octets.begin(), octets.end(), kShiftOut) != octets.end();
  if (shifts || is_seven_bit_pairs(octets)) readings.add(Alphabet::latin1);
  if (is_latin_ucs2(octets)) readings.add(Alphabet::ucs2);
}

void add_beside_east_asian(Alphabet alphabet, Octets octets, Readings& readings) noexcept {
  if (!has_high_octets(octets)) return add_beside_pairs(octets, readings);
  add_other_scripts(octets, readings);
  const bool may_be_shift_jis = has_designation(octets) || is_euc_jp(octets);
  if (alphabet != Alphabet::ks_x1001 && may_be_shift_jis) readings.add(Alphabet::shift_jis);
  readings.add(Alphabet::latin1);
}

void add_beside_binary(Octets octets, Readings& readings) noexcept {
  if (!octets.empty() && is_printable_utf8(octets)) {
    readings.add(Alphabet::utf8);
  } else if (is_ucs2_text(octets)) {
    readings.add(Alphabet::ucs2);
  }
}

Readings all_beside(Alphabet alphabet, Octets octets) noexcept {
  Readings readings;
  switch (alphabet) {
    case Alphabet::gsm7:
    case Alphabet::latin1:
    case Alphabet::cyrillic:
    case Alphabet::hebrew:
    case Alphabet::gb18030:
      add_beside_eight_bit(alphabet, octets, readings);
      break;
    case Alphabet::jis_x0208:
    case Alphabet::jis_x0212:
    case Alphabet::ks_x1001:
      add_beside_east_asian(alphabet, octets, readings);
      break;
    case Alphabet::ucs2:
      readings.add(beside_ucs2(octets));
      break;
    case Alphabet::utf8:
      if (!is_printable_utf8(octets) && looks_like_ucs2(octets)) readings.add(Alphabet::ucs2);
      break;
    case Alphabet::binary:
      add_beside_binary(octets, readings);
      break;
    default:
      break;
  }
  return readings;
}

}  // namespace

Readings second_readings(Alphabet alphabet, Octets octets) noexcept {
  Readings others;
  for (const Alphabet reading : all_beside(alphabet, octets))
    if (reading != alphabet) others.add(reading);
  return others;
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
    if (has_utf8(octets)) readings.add(Alphabet::utf8);
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
