// SPDX-License-Identifier: Apache-2.0
#include "filter/document/yaml_builder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "filter/document/reader.h"

namespace picket::document {
namespace {

constexpr std::string_view kBlanks = " \t\n";

Node make_node(Node::Kind kind, Span span) {
  Node node;
  node.kind = kind;
  node.span = span;
  return node;
}

}  // namespace

bool YamlBuilder::continues_text(std::uint32_t line) const {
  return std::ranges::any_of(
      texts_, [&](DocumentLines text) { return line > text.first && line <= text.last; });
}

std::size_t YamlBuilder::offset(const YAML::Mark& mark) const {
  const auto line = lines_.first + static_cast<std::uint32_t>(std::max(mark.line, 0));
  const auto column = static_cast<std::size_t>(std::max(mark.column, 0));
  return std::min(source_.start(line) + column, end_);
}

std::size_t YamlBuilder::start_of(const YAML::Mark& mark) {
  const std::size_t at = offset(mark);
  if (in_block_text_) {
    const std::uint32_t line = source_.position(at).line;
    texts_.back().last = std::max(texts_.back().first, line - 1);
    in_block_text_ = false;
  }
  return at;
}

void YamlBuilder::OnAnchor(const YAML::Mark& mark, const std::string& name) {
  reporter_.error(span_at(offset(mark)), "anchor", "anchor `&" + name + "` is not allowed",
                  "write the value out where it is used");
}

void YamlBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t) {
  const std::size_t at = start_of(mark);
  reporter_.error(span_at(at), "alias", "an alias is not allowed", "write the value out");
  place(make_node(Node::Kind::null, span_at(at)), at + 1);
}

void YamlBuilder::check_tag(std::size_t at, const std::string& tag) {
  // yaml-cpp says `?` for what is plain and `!` for what is quoted, and has no mark for `! text`.
  const bool written = rest(at).starts_with('!');
  if (tag.empty() || ((tag == "?" || tag == "!") && !written)) return;
  reporter_.error(span_at(at), "tag", "a tag is not allowed", "leave it out; quotes make it text");
}

// Scalars as written in the source: to the closing quote, or as far as the value goes.
std::size_t YamlBuilder::end_of_scalar(std::size_t at, std::string_view value, bool quoted) {
  const std::string_view text = rest(at);
  if (!quoted) {
    std::size_t i = 0;
    for (const char c : value) {
      if (c == ' ' || c == '\n') {  // a fold, or blanks: any run of them
        while (i < text.size() && kBlanks.find(text[i]) != std::string_view::npos) ++i;
      } else {
        ++i;
      }
    }
    return std::min(at + i, end_);
  }
  if (text.starts_with('|') || text.starts_with('>')) {
    return at + std::min(text.find('\n'), text.size());
  }
  if (!text.starts_with('"') && !text.starts_with('\'')) return at;  // behind an anchor or a tag
  const char quote = text.front();
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || !text.substr(i + 1).starts_with(quote)) return at + i + 1;
      ++i;
    }
  }
  reporter_.error(span_at(at), "unterminated-quote", "this quote is never closed",
                  "end the text with the same quote it begins with");
  is_cut_ = true;
  return end_;
}

void YamlBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                           const std::string& value) {
  const std::size_t at = start_of(mark);
  check_tag(at, tag);
  const bool quoted = tag == "!";
  const bool is_block = quoted && (rest(at).starts_with('|') || rest(at).starts_with('>'));
  const std::size_t end = end_of_scalar(at, value, quoted);
  Node node = make_node(Node::Kind::scalar, source_.span(at, end));
  node.scalar = value;
  node.quoted = quoted;
  if (is_block || node.span.end.line > node.span.begin.line) {
    texts_.push_back({node.span.begin.line, node.span.end.line});
    in_block_text_ = is_block;
  }
  place(std::move(node), end);
}

// yaml-cpp has one event for `null` and for nothing at all, and marks the latter at the token that
// follows. A written one is text that must be quoted, as typed.h says.
bool YamlBuilder::is_written_null(std::size_t at) const {
  constexpr std::array<std::string_view, 4> kWords{"~", "null", "Null", "NULL"};
  const std::string_view text = rest(at);
  const auto* word = std::ranges::find_if(
      kWords, [&](std::string_view candidate) { return text.starts_with(candidate); });
  if (word == kWords.end()) return false;
  if (open_.empty() || open_.back().is_flow) return true;
  // In a block, what follows an empty value begins no further right than the block itself.
  const Open& block = open_.back();
  if (block.expects_key()) return true;
  const Position from = source_.position(block.begin), here = source_.position(at);
  return here.column > from.column;
}

// Behind the colon or dash that the value is missing after.
std::size_t YamlBuilder::empty_value_at(std::size_t mark) const {
  if (open_.empty()) return mark;
  const Open& block = open_.back();
  const std::string_view text = rest(block.end);
  std::size_t i = text.find_first_not_of(kBlanks);
  while (i != std::string_view::npos && text[i] == '#') {
    const std::size_t line_end = text.find('\n', i);
    if (line_end == std::string_view::npos) return mark;
    i = text.find_first_not_of(kBlanks, line_end);
  }
  if (i == std::string_view::npos || (text[i] != ':' && text[i] != '-')) return mark;
  return block.end + i + 1;
}

void YamlBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t) {
  const std::size_t at = offset(mark);
  if (is_written_null(at)) {
    const std::size_t length = rest(at).starts_with('~') ? 1 : 4;
    start_of(mark);
    Node node = make_node(Node::Kind::scalar, source_.span(at, at + length));
    node.scalar = rest(at).substr(0, length);
    place(std::move(node), at + length);
    return;
  }
  check_tag(at, "?");
  const std::size_t behind = empty_value_at(at);
  place(make_node(Node::Kind::null, source_.span(behind, behind)), behind);
}

void YamlBuilder::open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag,
                       YAML::EmitterStyle::value style) {
  const std::size_t at = start_of(mark);
  check_tag(at, tag);
  if (open_.size() == kMaxDepth && !too_deep_) {
    too_deep_ = true;
    reporter_.error(span_at(at), "too-deep",
                    "more than " + std::to_string(kMaxDepth) + " lists and mappings in each other");
  }
  Open opened;
  opened.node.kind = kind;
  opened.begin = opened.end = at;
  opened.is_flow = style == YAML::EmitterStyle::Flow;
  open_.push_back(std::move(opened));
}

void YamlBuilder::close() {
  Open closed = std::move(open_.back());
  open_.pop_back();
  std::size_t end = closed.end;
  if (closed.is_flow) {
    const std::size_t bracket = rest(end).find_first_of("]}");
    if (bracket != std::string_view::npos) end += bracket + 1;
  }
  closed.node.span = source_.span(closed.begin, std::max(end, closed.begin + 1));
  place(std::move(closed.node), end);
}

// Puts a finished node where it belongs; what is nested too deep is dropped.
void YamlBuilder::place(Node node, std::size_t end) {
  if (open_.empty()) {
    root_ = std::move(node);
    return;
  }
  Open& parent = open_.back();
  parent.end = std::max(parent.end, end);
  if (open_.size() > kMaxDepth) {
    if (parent.expects_key()) {
      parent.key = Node{};
    } else {
      parent.key.reset();
    }
  } else if (parent.node.kind == Node::Kind::list) {
    parent.node.items.push_back(std::move(node));
  } else if (!parent.key) {
    place_key(parent, std::move(node));
  } else {
    Node key = *std::exchange(parent.key, std::nullopt);
    if (parent.drops_value) return;
    parent.node.entries.push_back({std::move(key.scalar), key.span, std::move(node)});
  }
}

void YamlBuilder::place_key(Open& mapping, Node key) {
  mapping.drops_value = true;
  if (key.kind != Node::Kind::scalar) {
    reporter_.error(key.span, "key-not-text", "a key must be text",
                    "write `key: value`, one to a line");
  } else if (const auto [first, is_new] =
                 mapping.key_lines.try_emplace(key.scalar, key.span.begin.line);
             !is_new) {
    reporter_.error(key.span, "duplicate-key", "key `" + key.scalar + "` comes twice",
                    "the first is in line " + std::to_string(first->second));
  } else {
    mapping.drops_value = false;
  }
  mapping.key = std::move(key);
}

}  // namespace picket::document
