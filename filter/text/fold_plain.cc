// SPDX-License-Identifier: Apache-2.0
// The plain part of a text, which is nearly all of most: up to sixteen characters of ASCII a step,
// or four of one to three bytes, whatever lengths they have, for in texts of mixed scripts what
// comes next is anybody's guess, the processor's too. A step always writes all it could take and
// then advances by how many it did take. How far the next step reads depends on the bytes of the
// text alone, not on what the table says of them: else every step would wait for the one before it.
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "filter/core/lanes.h"
#include "filter/text/fold_layouts.h"
#include "filter/text/fold_state.h"

namespace picket::text {
namespace {

using core::bits_of;
using core::load_eight;
using core::load_sixteen;
using core::shuffled;
using core::SignedWords;
using core::Sixteen;
using core::tops_of;
using core::Words;
using table::Entry;

static_assert(std::endian::native == std::endian::little);

// What one step took.
struct Taken {
  std::uint32_t characters;
  std::uint32_t bytes;
};

// Characters [at, at + 4) of the original are those at `to`.
void put_origins(Stretch* to, std::uint32_t at) noexcept {
  const Words first = Words{0, 1, 1, 2} + at;
  const Words second = first + 2;
  std::memcpy(static_cast<void*>(to), &first, sizeof first);
  std::memcpy(static_cast<void*>(to + 2), &second, sizeof second);
}

bool ends_in_space(const FoldWriter::Cursor& writing) noexcept {
  return writing.out != writing.first && writing.out[-1] == ' ';
}

// The characters that squeezed keeps of the next four in the folded view, whose bits `keeps` has.
void put_places(FoldWriter::Cursor& writing, std::uint32_t keeps, std::uint32_t first) noexcept {
  const Words places = bits_of<Words>(load_sixteen(kPlaces[keeps].data())) + first;
  std::memcpy(writing.to_folded, &places, sizeof places);
  writing.to_folded += std::popcount(keeps);
}

// ASCII up to the first control, or space after a space; at most sixteen characters.
template <bool squeezes>
[[gnu::always_inline]] inline Taken ascii_step(Sixteen text, FoldWriter::Cursor& writing,
                                               std::uint32_t at) noexcept {
  constexpr std::uint8_t kFirstSeen = ' ', kSeen = 0x7F - ' ';
  const auto upper = bits_of<Sixteen>(text - 'A' < 26);
  const Sixteen folded = text + (upper & 0x20);
  const auto letter = bits_of<Sixteen>(folded - 'a' < 26);
  const auto digit = bits_of<Sixteen>(text - '0' < 10);
  const auto seen = bits_of<Sixteen>(text - kFirstSeen < kSeen);
  const std::uint32_t spaces = tops_of(bits_of<Sixteen>(text == ' '));
  const std::uint32_t joined = spaces & (spaces << 1 | (ends_in_space(writing) ? 1 : 0));
  const auto count =
      static_cast<std::uint32_t>(std::countr_one((tops_of(seen) & ~joined) & 0xFFFF));
  if (count == 0) [[unlikely]]
    return {0, 0};

  const Sixteen classes = (letter & static_cast<std::uint8_t>(CharacterClass::spaced_letter)) |
                          (digit & static_cast<std::uint8_t>(CharacterClass::digit));
  std::memcpy(writing.out, &folded, sizeof folded);
  std::memcpy(static_cast<void*>(writing.classes + writing.count), &classes, sizeof classes);
#pragma GCC unroll 4
  for (std::uint32_t i = 0; i < 16; i += 4)
    put_origins(writing.origins + writing.count + i, at + i);
  if constexpr (squeezes) {
    const std::uint32_t keeps = tops_of(Sixteen(letter | digit)) & ((1u << count) - 1);
#pragma GCC unroll 2
    for (std::uint32_t i = 0; i < 16; i += 8) {
      const std::uint32_t eight = keeps >> i & 0xFF;
      const Sixteen kept =
          shuffled(folded, load_eight(kKept[eight].data()) + static_cast<std::uint8_t>(i));
      std::memcpy(writing.squeezed, &kept, 8);
      writing.squeezed += std::popcount(eight);
    }
    const auto first = static_cast<std::uint32_t>(writing.count);
#pragma GCC unroll 4
    for (std::uint32_t i = 0; i < 16; i += 4) put_places(writing, keeps >> i & 0xF, first + i);
  }
  writing.out += count;
  writing.count += count;
  return {count, count};
}

// What the steps below take for granted of an entry, and of what squeezed leaves out.
static_assert(table::length_of(Entry{3} << 24) == 3);
static_assert(table::class_of(Entry{3} << 26) == CharacterClass{3});
static_assert(table::kSpecialBit == Entry{1} << 31);
static_assert(CharacterClass::other == CharacterClass{0});
constexpr Entry kSpace = Entry{1} << 24 | ' ';

// The first `count` (1..4) of four plain entries.
template <bool squeezes>
[[gnu::always_inline]] inline void write_four(Words entries, std::uint32_t count,
                                              FoldWriter::Cursor& writing,
                                              std::uint32_t at) noexcept {
  const Words classes = entries >> 26 & 3;
  const auto class_bytes =
      bits_of<Words>(shuffled(bits_of<Sixteen>(classes), Sixteen{0, 4, 8, 12}))[0];
  std::memcpy(static_cast<void*>(writing.classes + writing.count), &class_bytes, 4);
  put_origins(writing.origins + writing.count, at);

  const std::uint32_t wanted = 0xF >> (4 - count);
  const std::uint32_t packing =
      (tops_of(entries << 7) | tops_of(entries << 6) << 4) & (wanted | wanted << 4);
  const auto write = [entries](char* out, std::uint32_t number) {
    const Sixteen packed =
        shuffled(bits_of<Sixteen>(entries), load_sixteen(kPackings[number].data()));
    std::memcpy(out, &packed, sizeof packed);
    return out + kPackedBytes[number];
  };
  writing.out = write(writing.out, packing);
  if constexpr (squeezes) {
    const std::uint32_t keeps = tops_of(bits_of<Words>(classes != 0)) & wanted;
    writing.squeezed = write(writing.squeezed, packing & (keeps | keeps << 4));
    put_places(writing, keeps, static_cast<std::uint32_t>(writing.count));
  }
  writing.count += count;
}

// Up to four characters of one to three bytes: those before the first that is not plain or may be a
// space after a space.
template <bool squeezes>
[[gnu::always_inline]] inline Taken four_step(Sixteen text, const Layout& layout,
                                              FoldWriter::Cursor& writing,
                                              std::uint32_t at) noexcept {
  // A word for each, its last byte lowest. That the others are continuation bytes is known.
  const auto utf8 = bits_of<Words>(shuffled(text, load_sixteen(layout.lanes().data())));
  // Well-formed: 0..7F, C280..DFFF, E0A080..EFFFFF (a surrogate's entry is special): an odd number
  // of these is passed.
  const auto lanes = bits_of<SignedWords>(utf8);
  const SignedWords ill_formed = (lanes > 0x7F) ^ (lanes > 0xC27F) ^ (lanes > 0xDFFF) ^
                                 (lanes > 0xE0A07F) ^ (lanes > 0xEFFFFF);
  const Words points = (utf8 & 0x7F) | (utf8 >> 2 & 0xFC0) | (utf8 >> 4 & 0xF000);
  const auto spaces = bits_of<Words>(points == U' ');
  const Words found{table::plane_0_entry_of(points[0]), table::plane_0_entry_of(points[1]),
                    table::plane_0_entry_of(points[2]), table::plane_0_entry_of(points[3])};
  const Words entries = (found & ~spaces) | (kSpace & spaces);

  // A bit a word. Where the layout has fewer than four characters the next is U+0000, whose entry
  // is special.
  const std::uint32_t space_bits = tops_of(spaces);
  const std::uint32_t joined = space_bits & (space_bits << 1 | 1);
  const std::uint32_t stops = joined | tops_of(entries | bits_of<Words>(ill_formed));
  if (stops == 0) [[likely]] {
    write_four<squeezes>(entries, 4, writing, at);
    return {4, layout.four};
  }
  const auto plain = static_cast<std::uint32_t>(std::countr_zero(stops));
  if (plain == 0) return {0, 0};
  write_four<squeezes>(entries, plain, writing, at);
  return {plain, layout.bytes(plain)};
}

// A space that may stand after another.
Taken space_step(const char* p, FoldWriter::Cursor& writing, std::uint32_t at) noexcept {
  if (*p != ' ') return {0, 0};
  writing.space(at);
  return {1, 1};
}

// Steps from `p` on until one takes nothing, or `end` is reached. Reads up to kFoldAhead after it,
// and may take of what is there as if it were text, so that most texts end without a step that is
// not like the others; that is taken back. By itself, so that all it needs is in registers: stores
// of characters could alias a cursor in memory. What the next step will look at is loaded before
// this one's stores.
template <bool squeezes>
[[gnu::noinline]] const char* run(const char* p, const char* end, FoldWriter::Cursor& cursor,
                                  std::uint32_t& at) noexcept {
  FoldWriter::Cursor writing = cursor;
  std::uint32_t place = at;
  constexpr std::uint32_t kEight = 0x1FF;  // starts of eight bytes and what comes after them
  Sixteen text = load_sixteen(p);
  while (p < end) {
    const std::uint32_t starts = core::utf8_starts(text);
    Taken taken{0, 0};
    if ((starts & kEight) == kEight) taken = ascii_step<squeezes>(text, writing, place);
    if (taken.characters == 0) {
      const Layout& layout = layout_of(starts);
      const Sixteen next = load_sixteen(p + layout.four);
      taken = four_step<squeezes>(text, layout, writing, place);
      if (taken.characters == 4) [[likely]] {
        p += layout.four;
        place += 4;
        text = next;
        continue;
      }
    }
    if (taken.characters == 0) taken = space_step(p, writing, place);
    if (taken.characters == 0) break;
    p += taken.bytes;
    place += taken.characters;
    text = load_sixteen(p);
  }
  const auto beyond = static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(p - end, 0));
  writing.out -= beyond;
  writing.count -= beyond;
  cursor = writing;
  at = place - beyond;
  return p - beyond;
}

// One byte folds to one, of no class: squeezed knows nothing of what is taken back.
static_assert(kFoldPadding == '.');

}  // namespace

const char* fold_plain_run(const char* p, const char* end, FoldWriter::Cursor& cursor,
                           std::uint32_t& at) noexcept {
  return cursor.squeezed == nullptr ? run<false>(p, end, cursor, at)
                                    : run<true>(p, end, cursor, at);
}

}  // namespace picket::text
