// SPDX-License-Identifier: Apache-2.0
// Text of messages on a terminal: nothing of it reaches the terminal as a command, columns are
// counted as they are drawn (Han take two), and colour only where somebody sees it. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace picket::tool {

// The text, character for character, with controls as spaces, a line feed as ⏎, what turns the
// direction of writing as ·, and what is not UTF-8 as U+FFFD.
std::string printable(std::string_view text);

// Columns that a printable text takes.
std::size_t columns_of(std::string_view printable);
// Its longest beginning of at most so many columns.
std::string_view first_columns(std::string_view printable, std::size_t columns);
// All of it where it fits, else as much as leaves room for an ellipsis.
std::string fitted(std::string_view printable, std::size_t columns);

// The lines that it takes, one behind the other all of it: broken behind spaces and beside wide
// characters, each of at most `columns` (at least 2) but for spaces at its end.
std::vector<std::string_view> wrapped(std::string_view printable, std::size_t columns);

enum class Paint : std::uint8_t { plain, bold, dim, red, green, yellow };

// Where standard output goes.
class Terminal {
 public:
  // Colours on a terminal, unless NO_COLOR is set (no-color.org) or TERM is dumb.
  static Terminal of_output();
  Terminal() = default;  // a file: no colours, 80 columns

  std::string painted(std::string_view text, Paint paint) const;
  bool is_terminal() const noexcept { return is_terminal_; }
  bool colours() const noexcept { return colours_; }
  std::size_t columns() const noexcept { return columns_; }

 private:
  bool is_terminal_ = false;
  bool colours_ = false;
  std::size_t columns_ = 80;
};

}  // namespace picket::tool
