// SPDX-License-Identifier: Apache-2.0
// The fold table as it is in memory: written by build_table.cc into a generated file, read by the
// folder. Two stages of 64 code points a block; those of plane 0 lie in order. Immutable; any
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "filter/text/view.h"

namespace picket::text::table {

// An entry says what one code point folds to.
//   bit 31      special; see Special
//   bit 30      in a host's name it is something else (a look-alike, a variant): see kHostForms
//   bit 29      combining marks on it are dropped
//   bit 28      a Latin letter
//   bits 26-27  CharacterClass
//   bits 24-25  plain: bytes of UTF-8, 1..3
//   bits 0-23   plain: the UTF-8, first byte lowest
// A special entry has Special in bits 20-23 and a payload in bits 0-19.
using Entry = std::uint32_t;
inline constexpr Entry kSpecialBit = 1u << 31;
inline constexpr Entry kHostDiffersBit = 1u << 30;
inline constexpr Entry kDropsMarksBit = 1u << 29;
inline constexpr Entry kLatinBit = 1u << 28;

enum class Special : std::uint8_t {
  invalid,   // a surrogate
  removed,   // folds to nothing
  space,     // white space: runs of it are one U+0020
  copy,      // itself, four bytes of UTF-8
  sequence,  // payload: offset of pieces in kPieces
  joining,   // the same, but it may join with what stands before it (marks, jamo)
  context,   // payload: index in kContexts
  regional   // payload: letter, 0..25
};

constexpr CharacterClass class_of(Entry entry) noexcept {
  return static_cast<CharacterClass>((entry >> 26) & 3);
}
constexpr std::uint32_t length_of(Entry plain) noexcept { return (plain >> 24) & 3; }
constexpr Special special_of(Entry entry) noexcept {
  return static_cast<Special>((entry >> 20) & 15);
}
constexpr std::uint32_t payload_of(Entry entry) noexcept { return entry & 0xFFFFF; }

// One character of a sequence: the code point in bits 0-20, its class in 21-22; the last one has
// bit 31.
using Piece = std::uint32_t;
inline constexpr Piece kLastPiece = 1u << 31;
constexpr char32_t point_of(Piece piece) noexcept { return piece & 0x1FFFFF; }
constexpr CharacterClass piece_class(Piece piece) noexcept {
  return static_cast<CharacterClass>((piece >> 21) & 3);
}

// What a code point does in a cluster of a letter and its marks; most do nothing.
//   bits 0-7  canonical combining class
//   bit 8     a mark (Mn, Me) that a letter may drop
//   bit 9     a mark dropped on everything
//   bit 10    a mark
//   bit 11    composes with some letter before it
//   bit 12    is a composition itself
using Traits = std::uint16_t;
inline constexpr Traits kDroppableBit = 1u << 8;
inline constexpr Traits kDropsEverywhereBit = 1u << 9;
inline constexpr Traits kMarkBit = 1u << 10;
inline constexpr Traits kComposesBit = 1u << 11;
inline constexpr Traits kCompositionBit = 1u << 12;
constexpr std::uint32_t combining_class_of(Traits traits) noexcept { return traits & 0xFF; }

// Canonical composition (Unicode 15 §3.11), Hangul left out.
struct Composition {
  char32_t first;
  char32_t second;
  char32_t composite;
};

// `to`, after one of `after_count` characters from kContextCharacters[after] on.
struct Context {
  char32_t to;
  CharacterClass to_class;
  std::uint8_t after_count;
  std::uint16_t after;
};

// What code points with kHostDiffersBit are in a host's name (NFKC_Casefold), where that is not the
// code point itself: from kPieces[pieces] on. Sorted.
struct HostForm {
  char32_t from;
  std::uint32_t pieces;
};

inline constexpr std::size_t kBlockSize = 64;
inline constexpr std::size_t kBlockCount = 0x110000 / kBlockSize;
extern const std::uint16_t kBlocks[kBlockCount];  // block of entries, by code point / 64
extern const Entry kEntries[];
extern const Piece kPieces[];
extern const std::uint16_t kTraitBlocks[kBlockCount];
extern const Traits kTraits[];
extern const std::span<const Composition> kCompositions;    // by first, second
extern const std::span<const Composition> kDecompositions;  // by composite
extern const std::span<const HostForm> kHostForms;
extern const Context kContexts[];
extern const char32_t kContextCharacters[];
extern const std::uint32_t
    kRegions[26];  // by first letter: bits of second letters that make a flag

// Tells this table from every other: what was folded by one and kept (compiled lists) is good with
// it alone. Never 0.
extern const std::uint64_t kFingerprint;

// `c` up to U+FFFF, whose blocks are all there, in order.
inline Entry plane_0_entry_of(char32_t c) noexcept { return kEntries[c]; }

// `c` up to U+10FFFF.
inline Entry entry_of(char32_t c) noexcept {
  return kEntries[kBlocks[c / kBlockSize] * kBlockSize + c % kBlockSize];
}

}  // namespace picket::text::table
