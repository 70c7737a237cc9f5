// SPDX-License-Identifier: Apache-2.0
// The plain part of a text, which is nearly all of most: ASCII eight characters a step, characters
// of three bytes (Han) four a step, of two bytes one. A step always writes all it could take and
// then advances by how many it did take, so that where a run ends costs no wrong guess of the
// processor. How far the next step reads depends on the bytes of the text alone, not on what the
// table says of them: else every step would wait for the one before it.
#include <array>
#include <bit>
#include <cstring>

#include "filter/text/fold_state.h"

namespace picket::text {
namespace {

using table::Entry;

static_assert(std::endian::native == std::endian::little);

using Eight [[gnu::vector_size(8)]] = std::uint8_t;
using Sixteen [[gnu::vector_size(16)]] = std::uint8_t;
using Words [[gnu::vector_size(16)]] = std::uint32_t;
using SignedWords [[gnu::vector_size(16)]] = std::int32_t;

constexpr std::size_t kStepBytes = 16;  // that a step may read
constexpr std::uint64_t kOnes = 0x0101010101010101;
constexpr std::uint64_t kTops = kOnes << 7;

template <typename To, typename From>
To bits_of(From from) noexcept {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  std::memcpy(&to, &from, sizeof to);
  return to;
}

// What one step took.
struct Taken {
  std::uint32_t characters;
  std::uint32_t bytes;
};

// Of lanes of one byte: how many there are before the first that is not 0.
std::uint32_t zeros_before(std::uint64_t lanes) noexcept {
  return static_cast<std::uint32_t>(std::countr_zero(lanes)) / 8;
}

// Characters [at, at + 4) of the original are those at `to`.
void put_origins(Stretch* to, std::uint32_t at) noexcept {
  const Words first = Words{0, 1, 1, 2} + at;
  const Words second = first + 2;
  std::memcpy(static_cast<void*>(to), &first, sizeof first);
  std::memcpy(static_cast<void*>(to + 2), &second, sizeof second);
}

// One plain character or space of up to three bytes. Reads four.
[[gnu::always_inline]] inline Taken one_step(const char* p, FoldWriter::Cursor& writing,
                                             std::uint32_t at) noexcept {
  const Decoded c = decode(p, p + 4);
  const Entry entry = table::entry_of(c.point);
  if (c.point == U' ')
    writing.space(at);
  else if (!c.well_formed || (entry & table::kSpecialBit) != 0)
    return {0, 0};
  else
    writing.plain(entry, at);
  return {1, c.length};
}

// Up to eight characters of ASCII; none if a space after a space or a control is among them.
template <bool squeezes>
[[gnu::always_inline]] inline Taken ascii_step(const char* p, FoldWriter::Cursor& writing,
                                               std::uint32_t at) noexcept {
  std::uint64_t text;
  std::memcpy(&text, p, sizeof text);
  const auto last = static_cast<unsigned char>(writing.out == writing.first ? 0 : writing.out[-1]);
  constexpr std::uint8_t kFirstSeen = ' ', kSeen = 0x7F - ' ';
  const auto c = bits_of<Eight>(text);
  const auto before = bits_of<Eight>(text << 8 | last);
  const auto upper = static_cast<Eight>(c - 'A' < 26);
  const Eight folded = c + (upper & 0x20);
  const auto letter = static_cast<Eight>(folded - 'a' < 26);
  const auto digit = static_cast<Eight>(c - '0' < 10);
  const auto seen = static_cast<Eight>(c - kFirstSeen < kSeen);
  const auto joins = static_cast<Eight>((c == ' ') & (before == ' '));
  const Eight classes = (letter & static_cast<std::uint8_t>(CharacterClass::spaced_letter)) |
                        (digit & static_cast<std::uint8_t>(CharacterClass::digit));
  const std::uint32_t count = zeros_before(text & kTops);
  const auto stops = bits_of<std::uint64_t>(Eight(~seen | joins));
  if (zeros_before(stops) < count) [[unlikely]]
    return {0, 0};

  const auto bytes = bits_of<std::uint64_t>(folded);
  std::memcpy(writing.out, &bytes, sizeof bytes);
  std::memcpy(static_cast<void*>(writing.classes + writing.count), &classes, sizeof classes);
  put_origins(writing.origins + writing.count, at);
  put_origins(writing.origins + writing.count + 4, at + 4);
  if constexpr (squeezes) {
    const std::uint64_t within = count == 8 ? kOnes : kOnes & ((std::uint64_t{1} << 8 * count) - 1);
    const auto keeps = bits_of<std::uint64_t>(Eight(letter | digit)) & within;
    const auto places = static_cast<std::uint32_t>(writing.count);
    char* out = writing.squeezed;
    std::uint32_t* to_folded = writing.to_folded;
#pragma GCC unroll 8
    for (std::uint32_t i = 0; i < 8; ++i) {
      *out = static_cast<char>(bytes >> 8 * i);
      *to_folded = places + i;
      const std::size_t keep = keeps >> 8 * i & 1;
      out += keep;
      to_folded += keep;
    }
    writing.squeezed = out;
    writing.to_folded = to_folded;
  }
  writing.out += count;
  writing.count += count;
  return {count, count};
}

// What the steps below take for granted of an entry's highest byte, and of what squeezed leaves
// out.
static_assert(table::length_of(Entry{3} << 24) == 3);
static_assert(table::class_of(Entry{3} << 26) == CharacterClass{3});
static_assert(table::kSpecialBit >> 24 == 0x80);
static_assert(CharacterClass::other == CharacterClass{0} &&
              CharacterClass::digit == CharacterClass{3});

// The first `count` of four plain entries, whose highest bytes are the bytes of `tops`.
template <bool squeezes>
[[gnu::always_inline]] inline void write_four(const std::array<Entry, 4>& entries,
                                              std::uint32_t tops, std::uint32_t count,
                                              FoldWriter::Cursor& writing,
                                              std::uint32_t at) noexcept {
  const std::uint32_t lengths = tops & 0x03030303;
  const std::uint32_t classes = tops >> 2 & 0x03030303;
  // Byte i of a product: the sum of the lowest i bytes.
  const auto sums = [](std::uint32_t bytes) { return bytes * (kOnes << 8); };
  // The highest byte of an entry is written over by the next character.
  const auto write = [&entries](char* out, std::uint64_t offsets) {
    std::memcpy(out, &entries[0], sizeof(Entry));
    std::memcpy(out + (offsets >> 8 & 0xFF), &entries[1], sizeof(Entry));
    std::memcpy(out + (offsets >> 16 & 0xFF), &entries[2], sizeof(Entry));
    std::memcpy(out + (offsets >> 24 & 0xFF), &entries[3], sizeof(Entry));
  };
  const std::uint64_t offsets = sums(lengths);
  write(writing.out, offsets);
  std::memcpy(static_cast<void*>(writing.classes + writing.count), &classes, sizeof classes);
  put_origins(writing.origins + writing.count, at);
  if constexpr (squeezes) {
    const std::uint32_t keeps = (classes | classes >> 1) & 0x01010101;
    const std::uint64_t kept_offsets = sums(lengths & keeps * 3);
    const std::uint64_t kept = sums(keeps);
    const auto place = static_cast<std::uint32_t>(writing.count);
    write(writing.squeezed, kept_offsets);
    writing.to_folded[0] = place;
    writing.to_folded[kept >> 8 & 0xFF] = place + 1;
    writing.to_folded[kept >> 16 & 0xFF] = place + 2;
    writing.to_folded[kept >> 24 & 0xFF] = place + 3;
    writing.squeezed += kept_offsets >> 8 * count & 0xFF;
    writing.to_folded += kept >> 8 * count & 0xFF;
  }
  writing.out += offsets >> 8 * count & 0xFF;
  writing.count += count;
}

// Up to four characters of three bytes; none if one of them is not plain.
template <bool squeezes>
[[gnu::always_inline]] inline Taken three_byte_step(const char* p, FoldWriter::Cursor& writing,
                                                    std::uint32_t at) noexcept {
  Sixteen text;
  std::memcpy(&text, p, sizeof text);
  // A word for each; its highest byte is of no meaning.
  const auto utf8 = bits_of<Words>(
      __builtin_shufflevector(text, text, 0, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 9, 9, 10, 11, 12));
  const auto shaped = static_cast<Words>((utf8 & 0x00C0C0F0) == 0x008080E0);
  const Words points = (utf8 & 0x0F) << 12 | (utf8 >> 2 & 0xFC0) | (utf8 >> 16 & 0x3F);
  // Less than U+0800 is overlong; a surrogate's entry is special.
  const auto overlong = static_cast<Words>(bits_of<SignedWords>(points) < 0x800);
  const auto tops_of = [](Words words) {
    const auto bytes = bits_of<Sixteen>(words);
    return bits_of<Words>(__builtin_shufflevector(bytes, bytes, 3, 7, 11, 15, 3, 7, 11, 15, 3, 7,
                                                  11, 15, 3, 7, 11, 15))[0];
  };
  const std::array<Entry, 4> entries{table::entry_of(points[0]), table::entry_of(points[1]),
                                     table::entry_of(points[2]), table::entry_of(points[3])};
  const std::uint32_t tops = entries[0] >> 24 | (entries[1] >> 24) << 8 | (entries[2] >> 24) << 16 |
                             (entries[3] >> 24) << 24;
  const std::uint32_t others = ~tops_of(shaped);
  const std::uint32_t stops = (tops & 0x80808080) | tops_of(overlong);
  if (others == 0 && stops == 0) [[likely]] {
    write_four<squeezes>(entries, tops, 4, writing, at);
    return {4, 12};
  }
  const std::uint32_t count = zeros_before(others);
  if (zeros_before(stops) < count) [[unlikely]]
    return {0, 0};
  write_four<squeezes>(entries, tops, count, writing, at);
  return {count, 3 * count};
}

template <bool squeezes>
[[gnu::always_inline]] inline Taken step(const char* p, FoldWriter::Cursor& writing,
                                         std::uint32_t at) noexcept {
  const auto lead = static_cast<unsigned char>(*p);
  Taken taken{0, 0};
  if (lead >= 0xE0)
    taken = three_byte_step<squeezes>(p, writing, at);
  else if (lead < 0x80)
    taken = ascii_step<squeezes>(p, writing, at);
  if (taken.characters == 0) [[unlikely]]
    taken = one_step(p, writing, at);
  return taken;
}

// Steps from `p` on until one takes nothing, or `until` is reached or passed. Reads up to
// kStepBytes after `until`. By itself, so that all it needs is in registers: stores of characters
// could alias a cursor in memory.
template <bool squeezes>
[[gnu::noinline]] const char* run(const char* p, const char* until, FoldWriter::Cursor& cursor,
                                  std::uint32_t& at) noexcept {
  FoldWriter::Cursor writing = cursor;
  std::uint32_t place = at;
  while (p < until) {
    const Taken taken = step<squeezes>(p, writing, place);
    if (taken.characters == 0) break;
    p += taken.bytes;
    place += taken.characters;
  }
  cursor = writing;
  at = place;
  return p;
}

}  // namespace

const char* fold_plain_run(const char* p, const char* end, FoldWriter::Cursor& cursor,
                           std::uint32_t& at) noexcept {
  const auto run_on = cursor.squeezed == nullptr ? run<false> : run<true>;
  constexpr auto kAhead = static_cast<std::ptrdiff_t>(kStepBytes) - 1;
  if (end - p > kAhead) p = run_on(p, end - kAhead, cursor, at);
  if (end - p > kAhead) return p;
  // After the end bytes that are in no character.
  const auto left = static_cast<std::size_t>(end - p);
  if (left == 0) return p;
  char padded[2 * kStepBytes];
  std::memset(padded, 0xFF, sizeof padded);
  std::memcpy(padded, p, left);
  return p + (run_on(padded, padded + left, cursor, at) - padded);
}

}  // namespace picket::text
