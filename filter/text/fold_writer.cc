// SPDX-License-Identifier: Apache-2.0
#include "filter/text/fold_writer.h"

#include <algorithm>

#include "filter/text/table/lookup.h"
#include "filter/text/utf8.h"

namespace picket::text {
namespace {

constexpr std::size_t kBytesACharacter = 4;  // of UTF-8 at most

}  // namespace

void FoldWriter::begin(std::size_t units, bool squeezes) {
  const std::size_t characters = units + kMargin;
  bytes_.ensure(characters * kBytesACharacter);
  origins_.ensure(characters);
  classes_.ensure(characters);
  cursor_.first = bytes_.data();
  cursor_.out = bytes_.data();
  cursor_.origins = origins_.data();
  cursor_.classes = classes_.data();
  cursor_.count = 0;
  cursor_.squeezed = nullptr;
  cursor_.to_folded = nullptr;
  rewritten_ = false;
  if (!squeezes) return;
  squeezed_.ensure(characters * kBytesACharacter);
  to_folded_.ensure(characters);
  cursor_.squeezed = squeezed_.data();
  cursor_.to_folded = to_folded_.data();
}

// Room for `characters` now and `units` later.
void FoldWriter::room(std::size_t characters, std::size_t units) {
  const std::size_t written = this->characters();
  const std::size_t used = bytes().size();
  const std::size_t more = characters + units + kMargin;
  bytes_.ensure(used + more * kBytesACharacter, used);
  origins_.ensure(written + more, written);
  classes_.ensure(written + more, written);
  cursor_.first = bytes_.data();
  cursor_.out = bytes_.data() + used;
  cursor_.origins = origins_.data();
  cursor_.classes = classes_.data();
  if (cursor_.squeezed == nullptr) return;
  const std::size_t kept_bytes = squeezed_bytes().size();
  const std::size_t kept = squeezed_to_folded().size();
  squeezed_.ensure(kept_bytes + more * kBytesACharacter, kept_bytes);
  to_folded_.ensure(kept + more, kept);
  cursor_.squeezed = squeezed_.data() + kept_bytes;
  cursor_.to_folded = to_folded_.data() + kept;
}

void FoldWriter::put(char32_t c, CharacterClass character_class, Stretch from) noexcept {
  char* const bytes = cursor_.out;
  cursor_.out += utf8_put(c, bytes);
  cursor_.origins[cursor_.count] = from;
  cursor_.classes[cursor_.count++] = character_class;
  if (cursor_.squeezed != nullptr) cursor_.keep(bytes);
}

void FoldWriter::sequence(const table::Piece* pieces, std::uint32_t at, std::size_t units) {
  std::size_t count = 1;
  while ((pieces[count - 1] & table::kLastPiece) == 0) ++count;
  room(count, units);
  CharacterClass stood_on = CharacterClass::other;
  for (std::size_t i = 0; i < count; ++i) {
    const char32_t c = table::point_of(pieces[i]);
    if (c == U' ') {
      space(at);
      continue;
    }
    const CharacterClass own = table::piece_class(pieces[i]);
    if (own != CharacterClass::other || table::mark_of(c) == 0) stood_on = own;
    put(c, stood_on, {at, at + 1});
  }
}

void FoldWriter::context(const table::Context& context, char32_t self, std::uint32_t at) noexcept {
  const auto stays = [&] { put(self, CharacterClass::other, {at, at + 1}); };
  if (characters() == 0) return stays();
  const char32_t last = utf8_point(before(cursor_.out));
  const char32_t* allowed = &table::kContextCharacters[context.after];
  if (std::find(allowed, allowed + context.after_count, last) == allowed + context.after_count)
    return stays();
  const bool in_word = cursor_.character_class(-1) == CharacterClass::spaced_letter &&
                       characters() > 1 &&
                       cursor_.character_class(-2) == CharacterClass::spaced_letter;
  if (in_word) return stays();
  // The character before is part of the evidence: by itself the emoji means nothing.
  put(context.to, context.to_class, {cursor_.origin(-1).begin, at + 1});
}

// Where the character begins that ends at `end`.
char* FoldWriter::before(const char* end) noexcept {
  std::size_t offset = static_cast<std::size_t>(end - bytes_.data()) - 1;
  while ((static_cast<unsigned char>(bytes_.data()[offset]) & 0xC0) == 0x80) --offset;
  return bytes_.data() + offset;
}

void FoldWriter::finish_squeezed() noexcept {
  if (!rewritten_) return;
  cursor_.squeezed = squeezed_.data();
  cursor_.to_folded = to_folded_.data();
  const char* from = bytes_.data();
  for (std::size_t i = 0; i < characters(); ++i) {
    const std::uint32_t length = utf8_length(*from);
    if (classes_.data()[i] != CharacterClass::other) {
      std::memcpy(cursor_.squeezed, from, length);
      cursor_.squeezed += length;
      *cursor_.to_folded++ = static_cast<std::uint32_t>(i);
    }
    from += length;
  }
}

std::size_t FoldWriter::memory() const noexcept {
  return bytes_.bytes() + origins_.bytes() + classes_.bytes() + squeezed_.bytes() +
         to_folded_.bytes() + parts_.bytes() + sorted_.bytes();
}

}  // namespace picket::text
