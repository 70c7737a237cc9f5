// SPDX-License-Identifier: Apache-2.0
// A form of an event's text to match in, and the way back to the original (language.md, "Text").
// Built by the folder (fold.h) in a worker's workspace; read by links, contacts and match. Offsets
// are bytes of the view's UTF-8 where the scanner speaks, characters everywhere else.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace picket::text {

enum class ViewKind : std::uint8_t { raw, folded, squeezed, leet };
inline constexpr std::size_t kViewKinds = 4;
inline constexpr std::array<std::string_view, kViewKinds> kViewNames{"raw", "folded", "squeezed",
                                                                     "leet"};

// A stretch of the original text, in characters: [begin, end).
struct Stretch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

// One view. `bytes` is always valid UTF-8. For character i of the view, `origin[through[i]]` (where
// `through` is null, `origin[i]`) is the stretch of the original it came from (begin: its first
// character; end: past its last, dropped combining marks of it included). `starts` has one bit a
// byte, set where a character begins; `rank[w]` is the number of bits set before word w:
// character_at is two loads and a popcount.
struct View {
  std::string_view bytes;
  std::span<const Stretch> origin;
  std::span<const std::uint64_t> starts;
  std::span<const std::uint32_t> rank;
  std::span<const std::uint32_t> through;

  std::uint32_t characters() const noexcept {
    return static_cast<std::uint32_t>(through.data() == nullptr ? origin.size() : through.size());
  }

  // Number of characters that begin before byte `offset` (0..bytes.size()).
  std::uint32_t character_at(std::uint32_t offset) const noexcept {
    const std::uint32_t word = offset / 64;
    const std::uint64_t below = (std::uint64_t{1} << (offset % 64)) - 1;
    return rank[word] + static_cast<std::uint32_t>(__builtin_popcountll(starts[word] & below));
  }

  // The original's stretch for this view's characters [first, last), last > first.
  Stretch original(std::uint32_t first, std::uint32_t last) const noexcept {
    if (through.data() == nullptr) return {origin[first].begin, origin[last - 1].end};
    return {origin[through[first]].begin, origin[through[last - 1]].end};
  }
};

// What a character of `folded` is to the word-boundary rule; a mark counts as what it stands on.
enum class CharacterClass : std::uint8_t { other, spaced_letter, unspaced_letter, digit };

// All views of one text; which are filled is up to the caller's mask (fold.h).
struct Views {
  std::string_view original;  // UTF-8 as received
  std::array<View, kViewKinds> view;
  std::span<const CharacterClass> folded_class;       // one per character of `folded`
  std::span<const std::uint32_t> squeezed_to_folded;  // one per character of `squeezed`

  const View& operator[](ViewKind kind) const noexcept {
    return view[static_cast<std::size_t>(kind)];
  }

  // Word boundary of an occurrence at characters [first, last) of view `kind`, judged in `folded`:
  // an end that is a letter of a spaced script does not touch another, nor a digit a digit. `raw`
  // has no boundaries (always true). leet has folded's characters one for one.
  bool on_word_boundary(ViewKind kind, std::uint32_t first, std::uint32_t last) const noexcept;
};

}  // namespace picket::text
