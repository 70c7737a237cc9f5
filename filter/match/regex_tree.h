// SPDX-License-Identifier: Apache-2.0
// What a regex means, read from RE2's syntax: a tree that can be lowered to literals and gaps
// (regex_lowering.h) or written in another engine's syntax (regex_filter.h). Used while rules are
// compiled.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "filter/match/code_points.h"

namespace picket::match {

struct RegexNode {
  enum class Kind : std::uint8_t {
    empty,        // nothing
    character,    // one of `characters`
    sequence,     // the children one after the other
    alternation,  // one of the children
    repetition,   // the only child, `min` to `max` times
    text_begin,
    text_end
  };
  static constexpr std::uint32_t kUnbounded = ~std::uint32_t{0};

  Kind kind = Kind::empty;
  CodePoints characters{};
  std::uint32_t min = 0;
  std::uint32_t max = 0;
  std::vector<RegexNode> children{};
};

struct RegexTree {
  RegexNode root;
  // False where a meaning is not followed in full (`\b`, `(?m)^`, `\p{..}`, letter case outside
  // ASCII): `root` matches whatever the regex matches, and more.
  bool exact = true;
};

// Of a regex that RE2 accepts. nullopt where the tree could not hold all it matches (`\C`).
std::optional<RegexTree> read_regex(std::string_view regex);

}  // namespace picket::match
