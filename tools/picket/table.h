// SPDX-License-Identifier: Apache-2.0
// A table of text for people: columns as wide as their widest cell. Numbers stand right, names
// left.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tools/picket/terminal_text.h"

namespace picket::tool {

enum class Align : std::uint8_t { left, right };

struct Cell {
  Cell(std::string shown, Paint colour = Paint::plain) : text(std::move(shown)), paint(colour) {}
  std::string text;  // printable
  Paint paint;
};

class Table {
 public:
  // Two spaces stand between columns, `indent` before the first. Columns whose cells are all empty
  // are left out.
  explicit Table(std::vector<Align> columns, std::size_t indent = 0);

  // As many cells as columns, two or more.
  void add(std::vector<Cell> row);
  // A line of its own, which may be wider than the columns.
  void add_heading(Cell cell);
  // Cuts the first column with an ellipsis so that a row takes at most so many columns, if that is
  // what it takes and leaves some of it.
  std::string text(const Terminal& terminal) const;

 private:
  std::vector<std::size_t> widths(const Terminal& terminal) const;

  std::vector<Align> columns_;
  std::size_t indent_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace picket::tool
