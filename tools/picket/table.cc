// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/table.h"

#include <algorithm>
#include <string_view>

namespace picket::tool {
namespace {

constexpr std::string_view kGap = "  ";
constexpr std::size_t kLeastName = 12;

}  // namespace

Table::Table(std::vector<Align> columns, std::size_t indent)
    : columns_(std::move(columns)), indent_(indent) {}

void Table::add(std::vector<Cell> row) { rows_.push_back(std::move(row)); }

void Table::add_heading(Cell cell) { rows_.push_back({std::move(cell)}); }

std::vector<std::size_t> Table::widths(const Terminal& terminal) const {
  std::vector<std::size_t> widths(columns_.size(), 0);
  for (const auto& row : rows_) {
    if (row.size() == 1) continue;
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], columns_of(row[i].text));
    }
  }
  std::size_t all = indent_;
  for (const std::size_t width : widths) all += width == 0 ? 0 : width + kGap.size();
  all -= kGap.size();
  if (terminal.is_terminal() && all > terminal.columns()) {
    const std::size_t over = std::min(all - terminal.columns(), widths[0]);
    widths[0] = std::max(widths[0] - over, std::min(widths[0], kLeastName));
  }
  return widths;
}

std::string Table::text(const Terminal& terminal) const {
  const std::vector<std::size_t> widths = this->widths(terminal);
  std::string out;
  for (const auto& row : rows_) {
    std::string line(indent_, ' ');
    if (row.size() == 1) {
      out += line + terminal.painted(row[0].text, row[0].paint) + '\n';
      continue;
    }
    std::size_t owed = 0;  // spaces, written only before more text
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (widths[i] == 0) continue;
      const std::string shown = fitted(row[i].text, widths[i]);
      const std::size_t padding = widths[i] - columns_of(shown);
      if (columns_[i] == Align::right) owed += padding;
      if (!shown.empty()) {
        line.append(owed, ' ');
        line += terminal.painted(shown, row[i].paint);
        owed = 0;
      }
      if (columns_[i] == Align::left) owed += padding;
      owed += kGap.size();
    }
    while (line.ends_with(' ')) line.pop_back();
    out += line + '\n';
  }
  return out;
}

}  // namespace picket::tool
