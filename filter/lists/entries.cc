// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/entries.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "filter/core/utf8.h"

namespace picket::lists {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view without_comment(std::string_view line) noexcept {
  for (std::size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at == 0 || kBlanks.find(line[at - 1]) != std::string_view::npos) return line.substr(0, at);
  }
  return line;
}

// Characters in `text`, or nullopt where it is no plain text.
std::optional<std::uint32_t> characters(std::string_view text) noexcept {
  std::uint32_t count = 0;
  for (; !text.empty(); ++count) {
    const int length = core::utf8_sequence(text);
    const auto byte = static_cast<unsigned char>(text.front());
    if (length < 0 || (byte < 0x20 && byte != '\t') || byte == 0x7F) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(length));
  }
  return count;
}

}  // namespace

std::optional<std::vector<document::Text>> read_entries(std::string_view text,
                                                        document::Reporter& reporter) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  std::vector<document::Text> entries;
  bool good = true;
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));

    std::string_view entry = without_comment(line);
    const std::size_t begin = std::min(entry.find_first_not_of(kBlanks), entry.size());
    entry.remove_prefix(begin);
    if (entry.empty()) continue;
    entry = entry.substr(0, entry.find_last_not_of(kBlanks) + 1);

    const auto before = static_cast<std::uint32_t>(begin);
    const auto length = characters(entry);
    if (!length) {
      reporter.error({{number, before + 1}, {number, before + 2}}, "bad-entry",
                     "this is not UTF-8 text", "save the file as UTF-8");
      good = false;
      continue;
    }
    entries.push_back({entry, {{number, before + 1}, {number, before + 1 + *length}}});
  }
  if (!good) return std::nullopt;
  return entries;
}

}  // namespace picket::lists
