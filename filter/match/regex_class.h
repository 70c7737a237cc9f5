// SPDX-License-Identifier: Apache-2.0
// Reads classes and escapes of RE2's syntax. Used by regex_tree.cc.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "filter/match/code_points.h"

namespace picket::match {

// A regex being read, in UTF-8.
class RegexText {
 public:
  explicit RegexText(std::string_view text) : left_(text) {}

  bool at_end() const { return left_.empty(); }
  bool starts_with(std::string_view prefix) const { return left_.starts_with(prefix); }
  // Skips `prefix` if it is next.
  bool take(std::string_view prefix) {
    if (!starts_with(prefix)) return false;
    left_.remove_prefix(prefix.size());
    return true;
  }
  char32_t take_point();  // not at the end
  std::string_view left() const { return left_; }
  void skip(std::size_t bytes) { left_.remove_prefix(bytes); }

 private:
  std::string_view left_;
};

// The characters a part of a regex stands for. Not exact: it stands for some of these.
struct CharacterSet {
  CodePoints characters;
  bool exact = true;
};

// `\d \pL \n \x{4E00} \.` and so on, or one character; nullopt for what is no character (`\b \A`)
// or not known, and then nothing is taken.
std::optional<CharacterSet> take_character(RegexText& text, bool fold_case);

// `[...]`, from its bracket; nullopt if it cannot be read.
std::optional<CharacterSet> take_bracket_class(RegexText& text, bool fold_case);

// The set with the other case of its letters.
CharacterSet with_case(CharacterSet set);

}  // namespace picket::match
