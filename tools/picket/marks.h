// SPDX-License-Identifier: Apache-2.0
// The text of a message with pieces of it marked: in colour, or by a line of signs under it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tools/picket/terminal_text.h"

namespace picket::tool {

// Characters of a printable text.
std::size_t characters_of(std::string_view printable);

// How each character of a text is to be shown; one that is not marked is plain.
class Marks {
 public:
  explicit Marks(std::size_t characters) : paints_(characters, Paint::plain) {}

  // From character `at`, as far as the text goes.
  void mark(std::size_t at, std::size_t characters, Paint paint);
  Paint at(std::size_t character) const { return paints_[character]; }
  std::size_t size() const noexcept { return paints_.size(); }

 private:
  std::vector<Paint> paints_;
};

// A line of a printable text, whose first character is number `at` of it.
std::string painted_line(std::string_view line, std::size_t at, const Marks& marks,
                         const Terminal& terminal);

// What stands under such a line where there are no colours: a `^` under each column of what is
// yellow, a `~` of what is marked otherwise. Empty where nothing is.
std::string sign_line(std::string_view line, std::size_t at, const Marks& marks);

}  // namespace picket::tool
