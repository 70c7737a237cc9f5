// SPDX-License-Identifier: Apache-2.0
// What is known of a literal when it is compiled, so that a hit costs as little as possible.
#pragma once

#include <cstdint>
#include <string_view>

#include "filter/text/view.h"

namespace picket::match {

using LiteralId = std::uint32_t;
using SetId = std::uint32_t;

struct Literal {
  std::uint32_t characters = 0;
  text::ViewKind view = text::ViewKind::folded;
  // An end of it may be a letter of a spaced script or a digit, so a hit may be inside a word.
  // Ideographs never are, and most literals have no other ends.
  bool check_boundary = false;
  std::uint32_t first_set = 0;  // into sets_of_literals; the next literal's ends it
};

// Of well-formed UTF-8, not empty.
std::uint32_t characters_of(std::string_view utf8) noexcept;
bool may_touch_a_word(std::string_view utf8) noexcept;

// A guess at the bits of information in a literal: how rare it is in texts, each bit halving it.
double information_of(std::string_view utf8) noexcept;

}  // namespace picket::match
