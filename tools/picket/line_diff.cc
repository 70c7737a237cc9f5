// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/line_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace picket::tool {
namespace {

constexpr std::size_t kContext = 3;
constexpr std::size_t kMaxTable = std::size_t{16} << 20;  // cells of two bytes

using Lines = std::span<const std::string_view>;

struct Edit {
  char sign;  // ' ', '-' or '+'
  std::string_view line;
};

// With their line ends: the last one may have none.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

void add(std::vector<Edit>& edits, char sign, Lines lines) {
  for (const std::string_view line : lines) edits.push_back({sign, line});
}

// Along the longest common subsequence, lengths of which are kept for every pair of rests.
void add_changed(std::vector<Edit>& edits, Lines before, Lines after) {
  const std::size_t width = after.size() + 1;
  if ((before.size() + 1) * width > kMaxTable) {
    add(edits, '-', before);
    add(edits, '+', after);
    return;
  }
  std::vector<std::uint16_t> longest((before.size() + 1) * width, 0);
  for (std::size_t i = before.size(); i-- > 0;) {
    for (std::size_t j = after.size(); j-- > 0;) {
      const auto* here = &longest[i * width + j];
      longest[i * width + j] = before[i] == after[j]
                                   ? static_cast<std::uint16_t>(here[width + 1] + 1)
                                   : std::max(here[width], here[1]);
    }
  }
  std::size_t i = 0, j = 0;
  while (i < before.size() && j < after.size()) {
    const auto* here = &longest[i * width + j];
    if (before[i] == after[j]) {
      edits.push_back({' ', before[i++]});
      ++j;
    } else if (here[width] >= here[1]) {
      edits.push_back({'-', before[i++]});
    } else {
      edits.push_back({'+', after[j++]});
    }
  }
  add(edits, '-', before.subspan(i));
  add(edits, '+', after.subspan(j));
}

std::vector<Edit> edits_between(Lines before, Lines after) {
  const std::size_t shorter = std::min(before.size(), after.size());
  std::size_t head = 0, tail = 0;
  while (head < shorter && before[head] == after[head]) ++head;
  while (tail < shorter - head &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  std::vector<Edit> edits;
  add(edits, ' ', before.first(head));
  add_changed(edits, before.subspan(head, before.size() - head - tail),
              after.subspan(head, after.size() - head - tail));
  add(edits, ' ', before.last(tail));
  return edits;
}

// A hunk without lines on a side names the line before it.
std::string range(std::size_t first, std::size_t count) {
  return fmt::format("{},{}", count == 0 ? first : first + 1, count);
}

std::string hunk(std::span<const Edit> edits, std::size_t before, std::size_t after) {
  const auto count = [&](char other) {
    return static_cast<std::size_t>(
        std::ranges::count_if(edits, [&](const Edit& edit) { return edit.sign != other; }));
  };
  std::string text =
      fmt::format("@@ -{} +{} @@\n", range(before, count('+')), range(after, count('-')));
  for (const Edit& edit : edits) {
    text += edit.sign;
    text += edit.line;
    if (!edit.line.ends_with('\n')) text += "\n\\ No newline at end of file\n";
  }
  return text;
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, std::string_view name) {
  const std::vector<std::string_view> old_lines = lines_of(before), new_lines = lines_of(after);
  const std::vector<Edit> edits = edits_between(old_lines, new_lines);
  const auto changed = [&](std::size_t at) { return edits[at].sign != ' '; };
  std::string text;
  std::size_t before_line = 0, after_line = 0;  // of `done`, from 0
  std::size_t done = 0;
  for (std::size_t at = 0; at < edits.size(); ++at) {
    if (!changed(at)) continue;
    // On, while the next change is so near that contexts would touch.
    const std::size_t begin = std::max(done, at - std::min(at, kContext));
    std::size_t end = at + 1;
    for (std::size_t i = end; i < edits.size() && i < end + 2 * kContext; ++i) {
      if (changed(i)) end = i + 1;
    }
    at = std::min(end + kContext, edits.size());
    before_line += begin - done;
    after_line += begin - done;
    if (text.empty()) text = fmt::format("--- {}\n+++ {}\n", name, name);
    const std::span<const Edit> within(edits.data() + begin, at - begin);
    text += hunk(within, before_line, after_line);
    for (const Edit& edit : within) {
      before_line += edit.sign != '+';
      after_line += edit.sign != '-';
    }
    done = at--;
  }
  return text;
}

}  // namespace picket::tool
