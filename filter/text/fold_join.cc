// SPDX-License-Identifier: Apache-2.0
// `c.l.i.c.k`: single Latin letters parted by one same separator. A separator goes where it is one
// of at least three equal ones in a row, each between two single letters.
#include <cstring>

#include "filter/core/lanes.h"
#include "filter/text/fold_writer.h"
#include "filter/text/utf8.h"

namespace picket::text {
namespace {

constexpr std::size_t kGaps = 3;                              // between four letters
constexpr auto kDropped = static_cast<CharacterClass>(0xFF);  // here only

// A walk over the characters of the view.
struct Walk {
  const char* bytes;
  std::size_t index;
  void next() noexcept {
    bytes += utf8_length(*bytes);
    ++index;
  }
};

class SingleLetters {
 public:
  SingleLetters(const CharacterClass* classes, std::size_t count) noexcept
      : classes_(classes), count_(count) {}

  // Whether a single Latin letter stands at `walk`.
  bool at(const Walk& walk) const noexcept {
    return is_letter(walk.index) && !(walk.index > 0 && is_letter(walk.index - 1)) &&
           !is_letter(walk.index + 1) &&
           (table::entry_of(utf8_point(walk.bytes)) & table::kLatinBit) != 0;
  }

  // How many gaps with the separator after the single letter at `walk` follow in a row.
  std::size_t gaps(Walk walk) const noexcept {
    std::size_t gaps = 0;
    std::string_view separator;
    for (;; ++gaps) {
      walk.next();
      if (walk.index >= count_ || classes_[walk.index] != CharacterClass::other) return gaps;
      const std::string_view here(walk.bytes, utf8_length(*walk.bytes));
      if (gaps == 0) separator = here;
      if (here != separator) return gaps;
      walk.next();
      if (walk.index >= count_ || !at(walk)) return gaps;
    }
  }

 private:
  bool is_letter(std::size_t index) const noexcept {
    return index < count_ && classes_[index] == CharacterClass::spaced_letter;
  }
  const CharacterClass* classes_;
  std::size_t count_;
};

}  // namespace

// Whether letter, other, letter, other, letter, other, letter come anywhere: sixteen places a step.
bool FoldWriter::has_single_letters() noexcept {
  const std::size_t count = characters();
  // The last steps read past the end, where begin() left room.
  constexpr std::size_t kAhead = sizeof(core::Sixteen) + 2 * kGaps;
  static_assert(kAhead <= kMargin);
  std::memset(static_cast<void*>(classes_.data() + count), static_cast<int>(kDropped), kAhead);
  const auto are = [this](std::size_t i, CharacterClass expected) {
    return core::bits_of<core::Sixteen>(core::load_sixteen(classes_.data() + i) ==
                                        static_cast<std::uint8_t>(expected));
  };
  const auto any = [](core::Sixteen found) { return core::tops_of(found) != 0; };
  for (std::size_t i = 0; i + 2 * kGaps < count; i += sizeof(core::Sixteen)) {
    auto found = are(i, CharacterClass::spaced_letter);
    for (std::size_t gap = 0; gap < kGaps && any(found); ++gap)
      found &= are(i + 2 * gap + 1, CharacterClass::other) &
               are(i + 2 * gap + 2, CharacterClass::spaced_letter);
    if (any(found)) return true;
  }
  return false;
}

void FoldWriter::join_single_letters() noexcept {
  if (!has_single_letters()) return;
  rewritten_ = true;
  mark_separators();
  drop_separators();
}

// Marks the classes of separators that go, and gives joined letters the whole run as their origin.
void FoldWriter::mark_separators() noexcept {
  const std::size_t count = characters();
  const SingleLetters singles(classes_.data(), count);
  Walk walk{bytes_.data(), 0};
  while (walk.index < count) {
    const std::size_t gaps = singles.at(walk) ? singles.gaps(walk) : 0;
    if (gaps < kGaps) {
      walk.next();
      continue;
    }
    // The last letter may begin another run, with another separator.
    const std::size_t last = walk.index + 2 * gaps;
    const Stretch whole{origins_.data()[walk.index].begin, origins_.data()[last].end};
    for (; walk.index < last; walk.next()) {
      origins_.data()[walk.index].end = whole.end;
      if (walk.index % 2 == last % 2)
        origins_.data()[walk.index].begin = whole.begin;
      else
        classes_.data()[walk.index] = kDropped;
    }
    origins_.data()[last].begin = whole.begin;
  }
}

// Written over itself: what is written never passes what is still to be read.
void FoldWriter::drop_separators() noexcept {
  const std::size_t count = characters();
  char* out = bytes_.data();
  const char* from = bytes_.data();
  std::size_t to = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t length = utf8_length(*from);
    if (classes_.data()[i] != kDropped) {
      std::memmove(out, from, length);
      out += length;
      origins_.data()[to] = origins_.data()[i];
      classes_.data()[to++] = classes_.data()[i];
    }
    from += length;
  }
  cursor_.out = out;
  cursor_.count = to;
}

}  // namespace picket::text
