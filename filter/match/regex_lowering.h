// SPDX-License-Identifier: Apache-2.0
// Regexes that are words with gaps between them, as such: `A`, `A|B`, `A.{0,8}B`, `(A|B).*(C|D)`,
// `A(B)?.{2,8}C`, `A[^,]{0,5}B`, `A\s*B`, `^A`, `A.{0,3}$`, and alternations of these. Exact: a
// text has an occurrence of one of the alternatives if and only if the regex is in it. Used while
// rules are compiled.
//
// What is not lowered: a class of many characters or a repetition of more than one character with
// nothing before or after it to hold on to (`\d{4}`, `尾号\d{4}`, `(ab)+`), two gaps of different
// classes that touch, and what makes too many alternatives.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "filter/match/code_points.h"
#include "filter/match/placement.h"
#include "filter/match/regex_tree.h"
#include "filter/text/view.h"

namespace picket::match {

// Words, any of them, or an end of the text; then the gap before the next step.
struct LoweredStep {
  enum class Kind : std::uint8_t { words, text_begin, text_end };

  Kind kind = Kind::words;
  std::vector<std::string> words{};  // UTF-8, none empty
  Gap gap{};
  CodePoints inside = CodePoints::all();  // what the gap may cover

  bool operator==(const LoweredStep&) const = default;
};

// One way to meet the regex: steps in order, of which one is words.
using LoweredSequence = std::vector<LoweredStep>;

// Whether a text can have newlines, which `.` is not.
enum class Newlines : std::uint8_t { none, possible };
// Folding leaves none.
constexpr Newlines newlines_in(text::ViewKind view) noexcept {
  return view == text::ViewKind::raw ? Newlines::possible : Newlines::none;
}

// None at all of a regex that matches nothing (`a^`). nullopt where the regex has another shape, is
// not exact, or would become too many words. Only for texts that are not empty.
std::optional<std::vector<LoweredSequence>> lower_regex(const RegexTree& tree, Newlines newlines);

}  // namespace picket::match
