// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <sstream>

#include "filter/core/utf8.h"
#include "filter/document/reader.h"
#include "tools/picket/explanation.h"

namespace picket::tool {
namespace {

constexpr std::size_t kMaxShown = 160;  // bytes

std::vector<std::string> read_lines(const std::string& file) {
  document::Diagnostics ignored;  // the file was read before; it may have gone since
  std::istringstream text(document::load_file(file, ignored).value_or(""));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

// The first `count` characters of a line.
std::string_view first_characters(std::string_view line, std::uint32_t count) {
  std::size_t bytes = 0;
  for (std::uint32_t i = 0; i < count && bytes < line.size(); ++i) {
    const int length = core::utf8_sequence(line.substr(bytes));
    bytes += static_cast<std::size_t>(length < 0 ? -length : length);
  }
  return line.substr(0, bytes);
}

std::string_view trimmed(std::string_view line) {
  while (line.starts_with(' ')) line.remove_prefix(1);
  while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
  return line;
}

}  // namespace

const std::vector<std::string>& RuleSources::lines_of(const std::string& file) {
  const auto known = lines_.find(file);
  return known != lines_.end() ? known->second
                               : lines_.emplace(file, read_lines(file)).first->second;
}

std::string RuleSources::of(const engine::ConditionInsight& condition, const std::string& file) {
  const std::vector<std::string>& lines = lines_of(file);
  const document::Position begin = condition.place.span.begin;
  const document::Position end = condition.place.span.end;
  const std::uint32_t last = condition.is_leaf ? end.line : begin.line;
  std::string all;
  for (std::uint32_t number = begin.line; number > 0 && number <= last; ++number) {
    if (number > lines.size()) break;
    std::string_view line = lines[number - 1];
    if (number == end.line && condition.is_leaf) line = first_characters(line, end.column - 1);
    if (number == begin.line) line.remove_prefix(first_characters(line, begin.column - 1).size());
    if (!all.empty()) all += ' ';
    all += trimmed(line);
  }
  if (all.size() <= kMaxShown) return all;
  return std::string(core::utf8_prefix(all, kMaxShown)) + "…";
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
