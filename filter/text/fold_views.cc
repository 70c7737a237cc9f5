// SPDX-License-Identifier: Apache-2.0
// The other views: squeezed and leet of the folded one, raw of the text as it came.
#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "filter/text/fold_state.h"

namespace picket::text {
namespace {

// What leet makes of a byte of folded (language.md): ASCII to ASCII, so nothing moves.
constexpr std::array<char, 256> make_leet() {
  std::array<char, 256> leet{};
  for (int i = 0; i < 256; ++i) leet[i] = static_cast<char>(i);
  for (const auto& [from, to] : {std::pair{'0', 'o'},
                                 {'1', 'l'},
                                 {'!', 'l'},
                                 {'i', 'l'},
                                 {'|', 'l'},
                                 {'3', 'e'},
                                 {'4', 'a'},
                                 {'@', 'a'},
                                 {'5', 's'},
                                 {'$', 's'},
                                 {'7', 't'}})
    leet[static_cast<unsigned char>(from)] = to;
  return leet;
}
constexpr std::array<char, 256> kLeet = make_leet();

}  // namespace

void Folder::State::build_squeezed() {
  const View& folded = views[ViewKind::folded];
  const std::size_t count = folded.origin.size();
  squeezed_bytes.ensure(folded.bytes.size() + 4);
  squeezed_origins.ensure(count + 1);
  squeezed_to_folded.ensure(count + 1);
  const char* const bytes = folded.bytes.data();
  const Stretch* const from = folded.origin.data();
  const CharacterClass* const classes = views.folded_class.data();
  char* out = squeezed_bytes.data();
  Stretch* const origins = squeezed_origins.data();
  std::uint32_t* const to_folded = squeezed_to_folded.data();
  std::size_t kept = 0;
  std::uint32_t i = 0;
  // Places come from the bitmap of starts: going by the length of each character would make every
  // step wait for a load.
  for (std::size_t word = 0; word < folded.starts.size(); ++word) {
    for (std::uint64_t bits = folded.starts[word]; bits != 0; bits &= bits - 1, ++i) {
      const char* const p = bytes + word * 64 + static_cast<std::size_t>(__builtin_ctzll(bits));
      const bool keep = classes[i] != CharacterClass::other;
      std::memcpy(out, p, 4);  // the writer leaves a margin after its bytes
      origins[kept] = from[i];
      to_folded[kept] = i;
      out += keep ? utf8_length(*p) : 0;
      kept += keep;
    }
  }
  View& squeezed = views.view[static_cast<std::size_t>(ViewKind::squeezed)];
  squeezed.bytes = {squeezed_bytes.data(), static_cast<std::size_t>(out - squeezed_bytes.data())};
  squeezed.origin = {squeezed_origins.data(), kept};
  squeezed_index.build(squeezed.bytes, squeezed);
  views.squeezed_to_folded = {squeezed_to_folded.data(), kept};
}

// Characters, origins and index are those of folded.
void Folder::State::build_leet() {
  const View& folded = views[ViewKind::folded];
  leet_bytes.ensure(folded.bytes.size() + 1);
  std::transform(folded.bytes.begin(), folded.bytes.end(), leet_bytes.data(),
                 [](char c) { return kLeet[static_cast<unsigned char>(c)]; });
  View& leet = views.view[static_cast<std::size_t>(ViewKind::leet)];
  leet = folded;
  leet.bytes = {leet_bytes.data(), folded.bytes.size()};
}

void Folder::State::build_raw() {
  View& raw = views.view[static_cast<std::size_t>(ViewKind::raw)];
  raw.bytes = views.original;
  if (!well_formed) {
    raw_bytes.ensure(views.original.size() * 3 + 4);  // U+FFFD: three bytes for one
    char* out = raw_bytes.data();
    const char* const end = views.original.data() + views.original.size();
    for (const char* p = views.original.data(); p != end;) {
      const Decoded c = decode(p, end);
      out += utf8_put(c.point, out);
      p += c.length;
    }
    raw.bytes = {raw_bytes.data(), static_cast<std::size_t>(out - raw_bytes.data())};
  }
  identity.ensure(original_characters, identity_count);
  for (; identity_count < original_characters; ++identity_count) {
    const auto at = static_cast<std::uint32_t>(identity_count);
    identity.data()[identity_count] = {at, at + 1};
  }
  raw.origin = {identity.data(), original_characters};
  raw_index.build(raw.bytes, raw);
}

}  // namespace picket::text
