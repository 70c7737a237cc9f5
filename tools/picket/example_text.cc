// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/example_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "filter/core/names.h"
#include "filter/core/utf8.h"

namespace picket::tool {
namespace {

constexpr std::size_t kIndent = 4;

std::size_t characters(std::string_view printable) {
  std::size_t count = 0;
  for (const char c : printable) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

// True of each character that some rule was met by.
std::vector<bool> marked(std::span<const RuleHit> hits, std::size_t size) {
  std::vector<bool> marks(size, false);
  for (const RuleHit& hit : hits) {
    if (!hit.acts) continue;
    for (const Piece& piece : hit.pieces) {
      const std::size_t end = piece.at + characters(piece.text);
      for (std::size_t i = piece.at; i < std::min(end, size); ++i) marks[i] = true;
    }
  }
  return marks;
}

// A line of the text whose first character is number `at`, marked ones painted.
std::string painted_line(std::string_view line, std::size_t at, const std::vector<bool>& marks,
                         const Terminal& terminal) {
  std::string out;
  while (!line.empty()) {
    const bool is_marked = marks[at];
    std::size_t size = 0;
    while (size < line.size() && marks[at] == is_marked) {
      size += static_cast<std::size_t>(core::utf8_sequence(line.substr(size)));
      ++at;
      if (at == marks.size()) break;
    }
    out += terminal.painted(line.substr(0, size), is_marked ? Paint::yellow : Paint::plain);
    line.remove_prefix(size);
  }
  return out;
}

}  // namespace

std::string marked_text(std::string_view text, std::span<const RuleHit> hits,
                        const Terminal& terminal) {
  const std::string shown = printable(text);
  const std::vector<bool> marks = marked(hits, characters(shown));
  const std::size_t columns =
      terminal.is_terminal() ? terminal.columns() - kIndent : std::string::npos;
  std::string out;
  std::size_t at = 0;
  for (const std::string_view line : wrapped(shown, columns)) {
    out += std::string(kIndent, ' ') + painted_line(line, at, marks, terminal) + "\n";
    at += characters(line);
  }
  return out;
}

std::string shown_hit(std::string_view sign, const RuleHit& hit, const ruleset::Ruleset& rules,
                      const Terminal& terminal) {
  const ruleset::Rule& rule = rules.rule(hit.rule);
  std::string out = fmt::format("{:{}}{}{} {}{}", "", kIndent, sign, core::name_of(rule.action),
                                rule.id, hit.pieces.empty() ? "" : ":");
  for (std::size_t i = 0; i < hit.pieces.size(); ++i) {
    // Two conditions may be met by one piece.
    if (i > 0 && hit.pieces[i] == hit.pieces[i - 1]) continue;
    out += fmt::format(" \"{}\"", terminal.painted(printable(hit.pieces[i].text), Paint::yellow));
  }
  return out + "\n";
}

std::string shown_example(const Example& example, const ruleset::Ruleset& rules,
                          const Terminal& terminal) {
  std::string head = fmt::format("  {}:{}", printable(example.file), example.line);
  if (example.judged.caught()) {
    head += fmt::format("  {}, risk {}", core::name_of(example.judged.verdict),
                        core::name_of(example.judged.risk));
  }
  if (!example.message.category.empty()) head += "  " + printable(example.message.category);
  if (!example.message.sender.empty()) head += "  from " + printable(example.message.sender);
  if (example.alike > 1) head += fmt::format("  ({} alike)", example.alike);
  std::string out = terminal.painted(head, Paint::dim) + "\n" +
                    marked_text(example.message.text, example.judged.hits, terminal);
  for (const RuleHit& hit : example.judged.hits) {
    if (hit.acts) out += shown_hit("", hit, rules, terminal);
  }
  return out;
}

}  // namespace picket::tool
