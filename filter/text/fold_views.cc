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
  writer.finish_squeezed();
  View& squeezed = views.view[static_cast<std::size_t>(ViewKind::squeezed)];
  squeezed.bytes = writer.squeezed_bytes();
  squeezed.origin = views[ViewKind::folded].origin;
  squeezed.through = writer.squeezed_to_folded();
  squeezed_index.build(squeezed.bytes, squeezed);
  views.squeezed_to_folded = squeezed.through;
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
    raw_bytes.ensure(views.original.size() * 3 + ViewIndex::kReadsAhead);  // U+FFFD for one byte
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
  raw_index.build(well_formed ? std::string_view(padded.data(), raw.bytes.size()) : raw.bytes, raw);
}

}  // namespace picket::text
