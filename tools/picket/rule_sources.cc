// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <sstream>

#include "filter/core/utf8.h"
#include "filter/document/reader.h"
#include "tools/picket/explanation.h"

namespace picket::tool {
namespace {

std::vector<std::string> lines_of(const std::string& file) {
  document::Diagnostics ignored;  // the file was read before; it may have gone since
  std::istringstream text(document::load_file(file, ignored).value_or(""));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

// What begins with this character (from 1) of the line.
std::string_view from_column(std::string_view line, std::uint32_t column) {
  for (std::uint32_t i = 1; i < column && !line.empty(); ++i) {
    const int length = core::utf8_sequence(line);
    line.remove_prefix(static_cast<std::size_t>(length < 0 ? -length : length));
  }
  while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
  return line;
}

}  // namespace

std::string RuleSources::at(const std::string& file, const document::Position& begin) {
  auto known = lines_.find(file);
  if (known == lines_.end()) known = lines_.emplace(file, lines_of(file)).first;
  if (begin.line == 0 || begin.line > known->second.size()) return {};
  return std::string(from_column(known->second[begin.line - 1], begin.column));
}

std::string_view name_of(core::Truth truth) noexcept {
  switch (truth) {
    case core::Truth::no:
      return "no";
    case core::Truth::unknown:
      return "unknown";
    case core::Truth::yes:
      break;
  }
  return "yes";
}

}  // namespace picket::tool
