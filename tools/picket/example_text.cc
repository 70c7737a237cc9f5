// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/example_text.h"

#include <fmt/format.h>

#include "filter/core/names.h"
#include "tools/picket/marks.h"

namespace picket::tool {
namespace {

constexpr std::size_t kIndent = 4;

// Each character that some rule was met by.
Marks marked(std::span<const RuleHit> hits, std::size_t characters) {
  Marks marks(characters);
  for (const RuleHit& hit : hits) {
    if (!hit.acts) continue;
    for (const Piece& piece : hit.pieces) {
      marks.mark(piece.at, characters_of(piece.text), Paint::yellow);
    }
  }
  return marks;
}

}  // namespace

std::string marked_text(std::string_view text, std::span<const RuleHit> hits,
                        const Terminal& terminal) {
  const std::string shown = printable(text);
  const Marks marks = marked(hits, characters_of(shown));
  const std::size_t columns =
      terminal.is_terminal() ? terminal.columns() - kIndent : std::string::npos;
  std::string out;
  std::size_t at = 0;
  for (const std::string_view line : wrapped(shown, columns)) {
    out += std::string(kIndent, ' ') + painted_line(line, at, marks, terminal) + "\n";
    at += characters_of(line);
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
