// SPDX-License-Identifier: Apache-2.0
// The folded view while it is written, one character of the original after the other. It knows no
// encoding of input: fold.cc hands it what it has decoded, fold_plain.cc writes by the cursor.
// Part of Folder: one worker, not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

#include "filter/text/buffer.h"
#include "filter/text/table/fold_table.h"
#include "filter/text/view.h"

namespace picket::text {

class FoldWriter {
 public:
  // Steps over plain text write, and checks and indexes read, so many characters past the last.
  static constexpr std::size_t kMargin = 32;

  // `units`: at least the characters still to come. After it, so many plain entries, spaces and
  // single characters fit without a check; what writes more asks for more. `squeezes`: the squeezed
  // view is written too.
  void begin(std::size_t units, bool squeezes);

  // Where writing stands. A loop over plain entries holds a copy in registers: stores of characters
  // could alias the writer's own members.
  struct Cursor {
    const char* first = nullptr;  // of all bytes written
    char* out = nullptr;
    Stretch* origins = nullptr;
    CharacterClass* classes = nullptr;
    std::size_t count = 0;               // characters written
    char* squeezed = nullptr;            // where its next byte goes; null: it is not written
    std::uint32_t* to_folded = nullptr;  // where its next character's place goes

    // One character of the original folds to a plain entry.
    void plain(table::Entry entry, std::uint32_t at) noexcept {
      const std::uint32_t bytes = entry & 0xFFFFFF;
      std::memcpy(out, &bytes, sizeof bytes);  // little-endian: first byte lowest
      out += table::length_of(entry);
      // {at, at + 1} as one word: two halves make g++ move all the cursor through vector registers.
      const std::uint64_t origin = (std::uint64_t{at} + 1) << 32 | at;
      std::memcpy(static_cast<void*>(origins + count), &origin, sizeof origin);
      classes[count++] = table::class_of(entry);
      if (squeezed != nullptr) keep(out - table::length_of(entry));
    }

    // The character written last, whose bytes are at `bytes`, is one of the squeezed view if its
    // class says so.
    void keep(const char* bytes) noexcept {
      std::memcpy(squeezed, bytes, 4);
      *to_folded = static_cast<std::uint32_t>(count - 1);
      const bool keeps = classes[count - 1] != CharacterClass::other;
      squeezed += keeps ? out - bytes : 0;
      to_folded += keeps;
    }

    // White space: joins the space before it, if there is one.
    void space(std::uint32_t at) noexcept {
      if (out != first && out[-1] == ' ') {
        origins[count - 1].end = at + 1;
        return;
      }
      *out++ = ' ';
      origins[count] = {at, at + 1};
      classes[count++] = CharacterClass::other;
    }

    // Of the character `offset` from the end: -1 is the last.
    Stretch& origin(std::ptrdiff_t offset) const noexcept {
      return origins[static_cast<std::ptrdiff_t>(count) + offset];
    }
    CharacterClass character_class(std::ptrdiff_t offset) const noexcept {
      return classes[static_cast<std::ptrdiff_t>(count) + offset];
    }
  };
  Cursor& cursor() noexcept { return cursor_; }

  void space(std::uint32_t at) noexcept { cursor_.space(at); }

  // One character, wherever it comes from.
  void put(char32_t c, CharacterClass character_class, Stretch from) noexcept;

  // The pieces of one character of the original; `units` as in begin().
  void sequence(const table::Piece* pieces, std::uint32_t at, std::size_t units);

  // A letter emoji: the text it stands for if the character before allows it, else itself.
  void context(const table::Context& context, char32_t self, std::uint32_t at) noexcept;

  // A run of characters that may join with what was written last (marks, jamo): begin_run(), join()
  // for one after the other while it returns true, end_run(). Linear in the run.
  void begin_run(std::size_t units);
  bool join(const table::Piece* pieces, std::uint32_t at);
  void end_run();

  // 4+ single Latin letters parted by one same separator lose it. Once, at the end.
  void join_single_letters() noexcept;

  std::size_t characters() const noexcept { return cursor_.count; }
  std::string_view bytes() const noexcept {
    return {bytes_.data(), static_cast<std::size_t>(cursor_.out - bytes_.data())};
  }
  const Stretch* origins() const noexcept { return origins_.data(); }
  const CharacterClass* classes() const noexcept { return classes_.data(); }

  // The squeezed view, if begin() asked for it. Made anew of the folded one where that was changed
  // after it had been written.
  void finish_squeezed() noexcept;
  std::string_view squeezed_bytes() const noexcept {
    return {squeezed_.data(), static_cast<std::size_t>(cursor_.squeezed - squeezed_.data())};
  }
  std::span<const std::uint32_t> squeezed_to_folded() const noexcept {
    return {to_folded_.data(), cursor_.to_folded};
  }

  std::size_t memory() const noexcept;

 private:
  // A character of a cluster in the making: code point and what mark_of says.
  struct Part {
    char32_t c;
    table::Traits mark;
  };

  void room(std::size_t characters, std::size_t units);
  char* before(const char* end) noexcept;
  void take_back(const char* base);
  void join_mark(char32_t c, table::Traits mark, std::uint32_t at);
  void add_part(char32_t c, table::Traits mark);
  void add_decomposed(char32_t c);
  void order_parts();
  void order_segment(std::size_t begin, std::size_t end);
  void compose_parts() noexcept;
  bool has_single_letters() noexcept;
  void mark_separators() noexcept;
  void drop_separators() noexcept;

  Buffer<char> bytes_;
  Buffer<Stretch> origins_;
  Buffer<CharacterClass> classes_;
  Buffer<char> squeezed_;
  Buffer<std::uint32_t> to_folded_;
  Cursor cursor_;
  bool rewritten_ = false;  // the squeezed view is no longer that of the folded one

  // The run of joining characters. While it composes, the base it stands on (with marks already
  // written after it) is taken back from the output into parts_.
  Buffer<Part> parts_;
  Buffer<Part> sorted_;
  std::size_t part_count_ = 0;
  std::size_t units_ = 0;
  CharacterClass base_class_ = CharacterClass::other;
  Stretch cluster_;
  bool composes_ = false;  // parts_ holds a cluster in the making
  bool drops_ = false;     // the base drops marks, or there is none
};

}  // namespace picket::text
