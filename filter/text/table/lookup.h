// SPDX-License-Identifier: Apache-2.0
// Questions to the table's side arrays, for the rarer ways. Any thread.
#pragma once

#include <algorithm>

#include "filter/text/table/fold_table.h"

namespace picket::text::table {

// `c` up to U+10FFFF.
inline Traits traits_of(char32_t c) noexcept {
  return kTraits[kTraitBlocks[c / kBlockSize] * kBlockSize + c % kBlockSize];
}

// The traits of a mark, or 0 where `c` is none.
inline Traits mark_of(char32_t c) noexcept {
  const Traits traits = traits_of(c);
  return (traits & kMarkBit) != 0 ? traits : Traits{0};
}

// Hangul by arithmetic (Unicode 15 §3.12).
inline constexpr char32_t kLeading = 0x1100, kVowel = 0x1161, kTrailing = 0x11A7;
inline constexpr char32_t kSyllable = 0xAC00;
inline constexpr char32_t kLeadingCount = 19, kVowelCount = 21, kTrailingCount = 28;
inline constexpr char32_t kSyllableCount = kLeadingCount * kVowelCount * kTrailingCount;

// The primary composite of the pair, or 0.
inline char32_t compose(char32_t first, char32_t second) noexcept {
  if (first - kLeading < kLeadingCount && second - kVowel < kVowelCount)
    return kSyllable + ((first - kLeading) * kVowelCount + (second - kVowel)) * kTrailingCount;
  if (first - kSyllable < kSyllableCount && (first - kSyllable) % kTrailingCount == 0 &&
      second > kTrailing && second < kTrailing + kTrailingCount)
    return first + (second - kTrailing);
  if ((traits_of(second) & kComposesBit) == 0) return 0;
  const auto found =
      std::lower_bound(kCompositions.begin(), kCompositions.end(), Composition{first, second, 0},
                       [](const Composition& a, const Composition& b) {
                         return a.first != b.first ? a.first < b.first : a.second < b.second;
                       });
  const bool is_pair =
      found != kCompositions.end() && found->first == first && found->second == second;
  return is_pair ? found->composite : 0;
}

// The pair that composes to `c`, Hangul left out, or null.
inline const Composition* decomposition_of(char32_t c) noexcept {
  if ((traits_of(c) & kCompositionBit) == 0) return nullptr;
  const auto found =
      std::lower_bound(kDecompositions.begin(), kDecompositions.end(), c,
                       [](const Composition& a, char32_t b) { return a.composite < b; });
  return found != kDecompositions.end() && found->composite == c ? &*found : nullptr;
}

// What a code point with kHostDiffersBit is in a host's name; null: itself.
inline const Piece* host_form_of(char32_t c) noexcept {
  const auto found = std::lower_bound(kHostForms.begin(), kHostForms.end(), c,
                                      [](const HostForm& a, char32_t b) { return a.from < b; });
  return found != kHostForms.end() && found->from == c ? &kPieces[found->pieces] : nullptr;
}

}  // namespace picket::text::table
