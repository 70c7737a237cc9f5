// SPDX-License-Identifier: Apache-2.0
// Folding: one text into the views that rules match in (language.md, "Text"), and phrases, regexes
// and names folded alike. A character costs one look-up in a table made at build time
// (table/README.md); only texts with combining marks, jamo or letter emoji take a slower, exact
// way, which is linear too. Nothing here knows rules, and nothing here logs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "filter/text/view.h"

namespace picket::text {

// Which views to build: one bit a ViewKind.
using ViewMask = std::uint8_t;
constexpr ViewMask view_bit(ViewKind kind) noexcept {
  return static_cast<ViewMask>(1u << static_cast<unsigned>(kind));
}
inline constexpr ViewMask kAllViews = 0x0F;

// Builds views in memory of its own. Lives on one worker; not thread-safe. In steady state nothing
// is allocated: buffers keep their high-water mark, and one that passed `keep_bytes` (in all) for a
// giant text is given back before the next text.
class Folder {
 public:
  static constexpr std::size_t kKeepBytes = 8u << 20;

  explicit Folder(std::size_t keep_bytes = kKeepBytes);
  ~Folder();
  Folder(Folder&&) noexcept;
  Folder& operator=(Folder&&) noexcept;

  // Builds the views of `utf8` that `needed` names; `folded` (with folded_class) is always built.
  // Any bytes will do, NUL included, up to 2^30 of them: each maximal subpart of an ill-formed
  // sequence (Unicode 15 §3.9, "U+FFFD Substitution") is one character U+FFFD. `utf8` must outlive
  // the views, which are valid until the next call. A view not asked for is empty.
  const Views& fold(std::string_view utf8, ViewMask needed = kAllViews) noexcept;

  // The views of the last fold().
  const Views& views() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A phrase as it is looked for in `view`; empty if nothing is left of it (an error to its author).
// Allocates: for compiling rules, on any thread.
std::string fold_phrase(std::string_view phrase, ViewKind view);

// Whether the phrase has a letter of an unspaced script (Han, kana, Hangul, Thai, Lao, Khmer).
bool has_unspaced_letter(std::string_view phrase);

// The view a phrase looks in where its author names none: squeezed if it has an unspaced letter.
ViewKind default_view(std::string_view phrase);

// An RE2 regex with its literals folded for `view`; `raw` returns it unchanged. Touched are
//  - runs of literal characters, escaped punctuation and `\Q...\E` among them: each is folded as a
//    phrase would be (in `squeezed` punctuation goes), and what is repeated by itself, grouped
//    where it becomes several characters: `㋏?` is `(?:ltd)?`;
//  - in a class, single characters that fold to one character, and (not in `leet`) ranges inside
//  A-Z,
//    full-width letters or digits. Other ranges stay: `[一-龥]` does, and so does `[0-9]` in
//    `leet`, where 0 is o.
// Other escapes (`\d \b \x{..} \p{..}`), repetitions, flags and group names are copied. A syntax
// error passes through for RE2 to report.
std::string fold_regex_literals(std::string_view regex, ViewKind view);

// An alphanumeric sender's name as names are compared: squeezed. Writes at most out.size() bytes,
// cut between characters, and returns how many. Allocates only the first time on a thread.
std::size_t squeeze_name(std::string_view name, std::span<char> out) noexcept;

}  // namespace picket::text
