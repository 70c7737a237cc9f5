// SPDX-License-Identifier: Apache-2.0
#include "filter/document/block_layout.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "filter/document/flow_layout.h"
#include "filter/document/written.h"

namespace picket::document {
namespace {

constexpr std::string_view kIndent = "  ";
constexpr std::string_view kSchemaLine = "yaml-language-server:";

std::string_view trimmed(std::string_view text) noexcept {
  text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

void append(Lines& to, Lines from) { std::ranges::move(from, std::back_inserter(to)); }

// An empty line is one however deep.
void append_indented(Lines& to, const Lines& from) {
  for (const std::string& line : from) to.push_back(line.empty() ? line : kIndent.data() + line);
}

const KeyOrder* order_beneath(const KeyOrder* order, std::string_view key) {
  if (order == nullptr) return nullptr;
  const auto found = order->beneath.find(key);
  return found == order->beneath.end() ? nullptr : &found->second;
}

bool is_comment(std::string_view line) noexcept { return line.starts_with('#'); }

}  // namespace

Lines BlockLayout::document(const Node& root, std::uint32_t first, const KeyOrder& order) {
  const std::uint32_t content = root.span.begin.line;
  std::uint32_t header = first - 1;  // the last line of it
  for (std::uint32_t line = first; line < content; ++line) {
    const std::string_view text = trimmed(source_.line(line));
    if (text.empty() || text.find(kSchemaLine) != std::string_view::npos) header = line;
  }
  Lines lines = comments(first, header);
  if (is_block(root)) {
    append(lines, block(root, header + 1, last_, &order));
  } else {
    append(lines, comments(header + 1, content - 1));
    append(lines, leaf(root, 1));
    append(lines, comments(last_line_of(root, 1) + 1, last_));
  }
  while (!lines.empty() && lines.front().empty()) lines.erase(lines.begin());
  return lines;
}

Lines BlockLayout::block(const Node& node, std::uint32_t above, std::uint32_t last,
                         const KeyOrder* order) {
  std::vector<Child> children = children_of(node, above, last);
  const std::uint32_t end = children.back().last;
  const bool is_mapping = node.kind == Node::Kind::mapping;
  if (is_mapping && order != nullptr) {
    std::ranges::stable_sort(children, {}, [&](const Child& child) {
      return std::ranges::find(order->keys, child.key) - order->keys.begin();
    });
  }
  Lines lines;
  for (const Child& child : children) {
    append(lines, comments(child.above, child.first - 1));
    takes_empty_lines_ = false;
    append(lines, is_mapping ? entry(node, child, order) : item(node, child, order));
  }
  Lines tail = comments(end + 1, last);
  while (!tail.empty() && tail.back().empty()) tail.pop_back();
  append(lines, std::move(tail));
  while (!lines.empty() && lines.front().empty()) lines.erase(lines.begin());
  return lines;
}

std::vector<BlockLayout::Child> BlockLayout::children_of(const Node& node, std::uint32_t above,
                                                         std::uint32_t last) {
  std::vector<Child> children;
  for (const Node::Entry& entry : node.entries) {
    children.push_back({entry.key, &entry, &entry.value, 0, entry.key_span.begin.line, 0});
  }
  for (const Node& item : node.items) {
    children.push_back({{}, nullptr, &item, 0, dash_line(node, item), 0});
  }
  const std::uint32_t column = node.span.begin.column;
  for (std::size_t i = 0; i < children.size(); ++i) {
    Child& child = children[i];
    const bool is_last = i + 1 == children.size();
    const std::uint32_t next = is_last ? last + 1 : children[i + 1].first;
    const std::uint32_t content =
        std::max(child.first, last_line_of(*child.value, node.span.begin.column));
    if (content >= next) refuse(child.value->span.begin);
    child.above = std::min(above, child.first);
    child.last = std::min(end_of_tail(content + 1, next - 1, column), last);
    above = child.last + 1;
  }
  return children;
}

std::size_t BlockLayout::behind_colon(const Node& mapping, const Child& child) {
  const Span& key = child.entry->key_span;
  const std::size_t begin = source_.offset(key.begin), end = source_.offset(key.end);
  const std::string_view before =
      source_.text().substr(source_.start(child.first), begin - source_.start(child.first));
  // A first key may stand behind dashes.
  const bool is_first = child.entry == &mapping.entries.front();
  const std::size_t colon = source_.text().find(':', end);
  if (before.find_first_not_of(is_first ? " -" : " ") != std::string_view::npos ||
      colon == std::string_view::npos || source_.position(colon).line != child.first ||
      !trimmed(source_.text().substr(end, colon - end)).empty()) {
    refuse(key.begin);
    return end;
  }
  return colon + 1;
}

Lines BlockLayout::entry(const Node& mapping, const Child& child, const KeyOrder* order) {
  const std::size_t key = source_.offset(child.entry->key_span.begin);
  const std::size_t key_end = source_.offset(child.entry->key_span.end);
  const std::size_t colon_end = behind_colon(mapping, child);
  const Node& value = *child.value;
  const bool is_below = value.kind != Node::Kind::null && value.span.begin.line != child.first;

  Lines lines{std::string(source_.text().substr(key, key_end - key)) + ':'};
  if (is_below) lines.back() += rest_of_line(colon_end);
  if (is_block(value)) {
    if (!is_below) refuse(value.span.begin);
    append_indented(lines,
                    block(value, child.first + 1, child.last, order_beneath(order, child.key)));
    return lines;
  }
  const std::uint32_t column = mapping.span.begin.column;
  Lines said =
      value.kind == Node::Kind::null ? Lines{rest_of_line(colon_end)} : leaf(value, column);
  if (is_below) {
    append_indented(lines, comments(child.first + 1, value.span.begin.line - 1));
    said.front().insert(0, kIndent);
  } else {
    const std::size_t begin = source_.offset(value.span.begin);
    if (!trimmed(source_.text().substr(colon_end, begin - colon_end)).empty()) {
      refuse(value.span.begin);
    }
    const std::string_view blank = value.kind == Node::Kind::null ? "" : " ";
    said.front() = lines.back().append(blank).append(said.front());
    lines.pop_back();
  }
  append(lines, std::move(said));
  append(lines, comments(std::max(child.first, last_line_of(value, column)) + 1, child.last));
  return lines;
}

Lines BlockLayout::item(const Node& list, const Child& child, const KeyOrder* order) {
  const Node& item = *child.value;
  const std::uint32_t column = list.span.begin.column;
  const std::size_t behind_dash = source_.offset({child.first, column}) + 1;
  Lines above, said;
  if (item.kind == Node::Kind::null) {
    said = {rest_of_line(behind_dash)};
    append(said, comments(child.first + 1, child.last));
    said.front().insert(0, 1, '-');
    return said;
  }
  std::uint32_t inner = item.span.begin.line;  // the first line of what is over the item's content
  if (item.span.begin.line != child.first) {
    const std::string behind = rest_of_line(behind_dash);
    if (!behind.empty()) above.emplace_back(trimmed(behind));
    inner = child.first + 1;
  }
  if (!is_block(item)) {
    append(above, comments(inner, item.span.begin.line - 1));
    said = leaf(item, column);
    said.front().insert(0, "- ");
    append(said, comments(last_line_of(item, column) + 1, child.last));
  } else {
    // Comments over what comes first, by now, go over the dash.
    Lines lines = block(item, inner, child.last, order);
    const auto content = std::ranges::find_if(
        lines, [](const std::string& line) { return !line.empty() && !is_comment(line); });
    above.insert(above.end(), lines.begin(), content);
    lines.erase(lines.begin(), content);
    append_indented(said, lines);
    if (!said.empty()) said.front().front() = '-';
  }
  append(above, std::move(said));
  return above;
}

Lines BlockLayout::leaf(const Node& node, std::uint32_t column) {
  if (is_block_text(source_, node)) return block_text_lines(node, column);
  const std::size_t end = source_.offset(node.span.end);
  Lines lines;
  if (is_flow(source_, node)) {
    auto laid_out = flow_lines(source_, node, column);
    if (!laid_out) {
      refuse(node.span.begin);
      return {""};
    }
    lines = std::move(*laid_out);
  } else {
    const std::size_t begin = source_.offset(node.span.begin);
    std::string_view text = source_.text().substr(begin, end - begin);
    for (std::size_t line_end = 0; line_end != std::string_view::npos;) {
      line_end = text.find('\n');
      // The blanks around a line break mean nothing, but for some in quotes.
      std::string_view line = text.substr(0, line_end);
      if (!lines.empty()) line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
      if (!node.quoted) line = trimmed(line);
      lines.push_back(line.empty() || lines.empty() ? std::string(line)
                                                    : kIndent.data() + std::string(line));
      if (line_end != std::string_view::npos) text.remove_prefix(line_end + 1);
    }
  }
  lines.back() += rest_of_line(end);
  return lines;
}

Lines BlockLayout::block_text_lines(const Node& node, std::uint32_t column) {
  const BlockText text = block_text(source_, node, column, last_);
  const std::uint32_t header = node.span.begin.line;
  const std::size_t begin = source_.offset(node.span.begin);
  std::string_view says =
      source_.text().substr(begin, source_.start(header) + source_.line(header).size() - begin);
  Lines lines{std::string(says.substr(0, says.find_last_not_of(" \t") + 1))};
  // An indent that the header says is of the block that the text is an entry of.
  const std::size_t indent = text.says_indent ? text.indent + 1 - column : kIndent.size();
  for (std::uint32_t number = header + 1; number <= text.last; ++number) {
    const std::string_view line = source_.line(number);
    const std::string_view content = line.substr(std::min(text.indent, line.size()));
    lines.push_back(content.empty() ? "" : std::string(indent, ' ').append(content));
  }
  takes_empty_lines_ = text.takes_empty_lines;
  return lines;
}

std::string BlockLayout::marker(std::uint32_t line) {
  constexpr std::string_view kMarker = "---";
  return std::string(kMarker) + rest_of_line(source_.start(line) + kMarker.size());
}

Lines BlockLayout::comments(std::uint32_t first, std::uint32_t last) {
  Lines lines;
  for (std::uint32_t number = first; number <= last; ++number) {
    const std::string_view text = trimmed(source_.line(number));
    if (!text.empty() && !is_comment(text)) refuse({number, 1});
    if (text.empty() && (lines.empty() ? takes_empty_lines_ : lines.back().empty())) continue;
    lines.emplace_back(text);
  }
  return lines;
}

std::uint32_t BlockLayout::end_of_tail(std::uint32_t first, std::uint32_t last,
                                       std::uint32_t column) const {
  std::uint32_t end = first - 1;
  for (std::uint32_t number = first; number <= last; ++number) {
    const std::string_view line = source_.line(number);
    const std::size_t content = line.find_first_not_of(" \t");
    if (content == std::string_view::npos) continue;
    if (content < column) break;
    end = number;
  }
  return end;
}

// An item may begin on a line below its dash, under comments.
std::uint32_t BlockLayout::dash_line(const Node& list, const Node& item) const {
  const std::size_t column = list.span.begin.column - 1;
  for (std::uint32_t line = item.span.begin.line; line > list.span.begin.line; --line) {
    const std::string_view text = source_.line(line);
    if (indent_of(text) == column && text.substr(column).starts_with('-')) return line;
  }
  return list.span.begin.line;
}

std::uint32_t BlockLayout::last_line_of(const Node& node, std::uint32_t column) const {
  if (is_block_text(source_, node)) return block_text(source_, node, column, last_).last;
  if (!is_block(node)) return node.span.end.line;
  const std::uint32_t within = node.span.begin.column;
  if (node.kind == Node::Kind::list) return last_line_of(node.items.back(), within);
  const Node::Entry& last = node.entries.back();
  return std::max(last.key_span.end.line, last_line_of(last.value, within));
}

bool BlockLayout::is_block(const Node& node) const {
  return (node.kind == Node::Kind::list || node.kind == Node::Kind::mapping) &&
         !is_flow(source_, node);
}

std::string BlockLayout::rest_of_line(std::size_t offset) {
  std::string_view rest = source_.text().substr(offset);
  rest = rest.substr(0, rest.find('\n'));
  rest = rest.substr(0, rest.find_last_not_of(" \t") + 1);
  const std::string_view text = trimmed(rest);
  if (!text.empty() && !is_comment(text)) refuse(source_.position(offset));
  return std::string(rest);
}

void BlockLayout::refuse(Position at) {
  if (!refused_) refused_ = at;
}

}  // namespace picket::document
