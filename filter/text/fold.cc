// SPDX-License-Identifier: Apache-2.0
#include "filter/text/fold.h"

#include <algorithm>
#include <cstring>

#include "filter/text/fold_state.h"

namespace picket::text {

using table::Entry;
using table::Special;

// Gives back what a giant text left behind. All that is held grows with the text before: three
// bytes may fold to 18 characters (U+FDFA) of 21 bytes in all that is kept of one, and buffers grow
// by half again.
void Folder::State::shrink() {
  constexpr std::size_t kMostForOne = 256;
  if (views.original.size() < keep_bytes / kMostForOne) return;
  const std::size_t held =
      padded.bytes() + writer.memory() + leet_bytes.bytes() + raw_bytes.bytes() + identity.bytes();
  if (held <= keep_bytes) return;
  *this = State(keep_bytes);
}

void Folder::State::fold(std::string_view utf8, ViewMask needed) {
  shrink();
  views = Views{};
  views.original = utf8;
  well_formed = true;
  const bool squeezes = (needed & view_bit(ViewKind::squeezed)) != 0;
  writer.begin(utf8.size(), squeezes);
  const char* const text = pad(utf8);
  decode_all(text, text + utf8.size());
  writer.join_single_letters();

  View& folded = views.view[static_cast<std::size_t>(ViewKind::folded)];
  folded.bytes = writer.bytes();
  folded.origin = {writer.origins(), writer.characters()};
  folded_index.build(folded.bytes, folded);
  views.folded_class = {writer.classes(), writer.characters()};
  if (squeezes) build_squeezed();
  if ((needed & view_bit(ViewKind::leet)) != 0) build_leet();
  if ((needed & view_bit(ViewKind::raw)) != 0) build_raw();
}

const char* Folder::State::pad(std::string_view utf8) {
  padded.ensure(utf8.size() + kFoldAhead);
  std::copy(utf8.begin(), utf8.end(), padded.data());
  std::memset(padded.data() + utf8.size(), kFoldPadding, kFoldAhead);
  return padded.data();
}

void Folder::State::decode_all(const char* p, const char* end) {
  std::uint32_t at = 0;
  while ((p = fold_plain_run(p, end, writer.cursor(), at)) != end) {
    const Decoded c = decode(p, end);
    const Entry entry = table::entry_of(c.point);
    well_formed &= c.well_formed;
    if ((entry & table::kSpecialBit) == 0) {
      writer.cursor().plain(entry, at++);
      p += c.length;
    } else {
      p = fold_special(entry, c, p, end, at);
    }
  }
  original_characters = at;
}

const char* Folder::State::fold_special(Entry entry, Decoded c, const char* p, const char* end,
                                        std::uint32_t& at) {
  const auto left = static_cast<std::size_t>(end - p);
  switch (table::special_of(entry)) {
    case Special::removed:
      break;
    case Special::copy:
      writer.put(c.point, table::class_of(entry), {at, at + 1});
      break;
    case Special::sequence:
      writer.sequence(&table::kPieces[table::payload_of(entry)], at, left);
      break;
    case Special::context:
      writer.context(table::kContexts[table::payload_of(entry)], c.point, at);
      break;
    case Special::joining:
      return fold_run(p, end, at);
    case Special::regional:
      return fold_regional(p, end, at);
    case Special::invalid:  // decode() gives no surrogates
      break;
    case Special::space:
      writer.space(at);
      break;
  }
  ++at;
  return p + c.length;
}

// A run of marks and jamo, with the invisible characters in it.
const char* Folder::State::fold_run(const char* p, const char* end, std::uint32_t& at) {
  writer.begin_run(static_cast<std::size_t>(end - p));
  for (bool open = true; open && p != end;) {
    const Decoded c = decode(p, end);
    const Entry entry = table::entry_of(c.point);
    if ((entry & table::kSpecialBit) == 0) break;
    if (table::special_of(entry) == Special::joining)
      open = writer.join(&table::kPieces[table::payload_of(entry)], at);
    else if (table::special_of(entry) != Special::removed)
      break;
    ++at;
    p += c.length;
  }
  writer.end_run();
  return p;
}

// Regional indicators in a row: flags if all pairs are, as a reader sees flags then; else letters.
const char* Folder::State::fold_regional(const char* p, const char* end, std::uint32_t& at) {
  constexpr std::ptrdiff_t kBytes = 4;
  const auto letter = [end](const char* q) -> std::uint32_t {
    const Decoded c = q == end ? Decoded{0, 0} : decode(q, end);
    const Entry entry = table::entry_of(c.point);
    const bool regional =
        (entry & table::kSpecialBit) != 0 && table::special_of(entry) == Special::regional;
    return regional ? table::payload_of(entry) : 26;
  };
  const char* stop = p;
  bool flags = true;
  std::uint32_t count = 0, first = 0;
  for (std::uint32_t next; (next = letter(stop)) < 26; stop += kBytes, ++count) {
    if (count % 2 == 1) flags &= (table::kRegions[first] >> next & 1) != 0;
    first = next;
  }
  flags &= count % 2 == 0;
  // Half a flag is none, so the origin is the pair; of letters it is all of them: two by themselves
  // may be a flag.
  const std::uint32_t begin = at;
  for (std::uint32_t i = 0; i < count; ++i, ++at, p += kBytes) {
    if (flags)
      writer.put(utf8_point(p), CharacterClass::other, {begin + i / 2 * 2, begin + i / 2 * 2 + 2});
    else
      writer.put(U'a' + letter(p), CharacterClass::spaced_letter, {begin, begin + count});
  }
  return p;
}

Folder::Folder(std::size_t keep_bytes) : state_(std::make_unique<State>(keep_bytes)) {}
Folder::~Folder() = default;
Folder::Folder(Folder&&) noexcept = default;
Folder& Folder::operator=(Folder&&) noexcept = default;

const Views& Folder::fold(std::string_view utf8, ViewMask needed) noexcept {
  state_->fold(utf8, needed);
  return state_->views;
}

const Views& Folder::views() const noexcept { return state_->views; }

}  // namespace picket::text
