// SPDX-License-Identifier: Apache-2.0
// What folding does to one code point, from ICU, OpenCC and data/fold/. Slow and exact: runs when
// the table is built, and in the tests' model.
#pragma once

#include <memory>
#include <string>

#include "filter/text/table/data_file.h"
#include "filter/text/view.h"

namespace picket::text::table {

class CharacterRules {
 public:
  explicit CharacterRules(FoldData data);
  ~CharacterRules();

  // The code point undone but for marks: fully decomposed (NFD), marks still there. Empty: removed.
  // A space stands for any white space.
  std::u32string undone(char32_t c) const;

  // `undone`, then marks dropped and composed: what the code point folds to by itself.
  std::u32string folded(char32_t c) const;

  // Steps of a whole text, for the model: drops marks, in a decomposed text in canonical order,
  // where they stand on something that drops them or on nothing.
  static std::u32string drop_marks(std::u32string_view decomposed);
  static std::u32string compose(std::u32string_view decomposed);  // NFC
  static std::u32string decompose(std::u32string_view text);      // NFD
  // NFKC_Casefold alone: what a host's letters are, look-alikes left as they are.
  static std::u32string nfkc_casefold(char32_t c);

  static CharacterClass character_class(char32_t c);
  static bool is_latin(char32_t c);          // a letter of the Latin script
  static bool is_mark(char32_t c);           // Mn, Mc, Me
  static bool is_droppable(char32_t c);      // Mn, Me
  static bool drops_everywhere(char32_t c);  // strokes through letters, and what encloses them
  static bool drops_marks(char32_t c);       // Latin, Han, and what is of no script
  static int combining_class(char32_t c);
  // May join with what stands before it: marks, vowel and final jamo, some spacing vowels.
  static bool joins_backwards(char32_t c);

  const FoldData& data() const noexcept { return data_; }

 private:
  struct Engines;

  std::u32string fixed_point(char32_t c) const;
  std::u32string once(char32_t c) const;
  std::u32string enclosed(char32_t c, bool& found) const;
  std::u32string latin_look(char32_t c) const;
  std::u32string simplified(char32_t c) const;

  FoldData data_;
  std::unique_ptr<Engines> engines_;
};

}  // namespace picket::text::table
