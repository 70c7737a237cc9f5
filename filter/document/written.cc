// SPDX-License-Identifier: Apache-2.0
#include "filter/document/written.h"

#include <algorithm>
#include <string_view>

namespace picket::document {
namespace {

char first_of(const Source& source, const Node& node) noexcept {
  const std::size_t at = source.offset(node.span.begin);
  return at < source.text().size() ? source.text()[at] : '\0';
}

class Collector {
 public:
  Collector(const Source& source, std::uint32_t last) : source_(source), last_(last) {}

  // `column`: of the block that the node is an entry of.
  void take(const Node& node, std::uint32_t column) {
    if (node.kind == Node::Kind::scalar) take_scalar(node, column);
    for (const Node& item : node.items) take(item, node.span.begin.column);
    for (const Node::Entry& entry : node.entries) {
      add(entry.key_span);
      take(entry.value, node.span.begin.column);
    }
  }

  std::vector<Stretch> stretches;

 private:
  void add(const Span& span) {
    stretches.push_back({source_.offset(span.begin), source_.offset(span.end)});
  }

  void take_scalar(const Node& node, std::uint32_t column) {
    if (!is_block_text(source_, node)) return add(node.span);
    // The header may have a comment, which is none of the text's.
    const std::uint32_t header = node.span.begin.line;
    const std::uint32_t last = block_text(source_, node, column, last_).last;
    if (last == header) return;
    stretches.push_back({source_.start(header + 1), source_.start(last + 1)});
  }

  const Source& source_;
  std::uint32_t last_;
};

}  // namespace

std::size_t indent_of(std::string_view line) noexcept {
  return std::min(line.find_first_not_of(' '), line.size());
}

bool is_flow(const Source& source, const Node& node) noexcept {
  const char first = first_of(source, node);
  return (node.kind == Node::Kind::list && first == '[') ||
         (node.kind == Node::Kind::mapping && first == '{');
}

bool is_block_text(const Source& source, const Node& node) noexcept {
  const char first = first_of(source, node);
  return node.kind == Node::Kind::scalar && node.quoted && (first == '|' || first == '>');
}

BlockText block_text(const Source& source, const Node& node, std::uint32_t column,
                     std::uint32_t last) {
  const std::uint32_t header = node.span.begin.line;
  std::string_view says = source.line(header);
  says.remove_prefix(source.offset(node.span.begin) - source.start(header));
  says = says.substr(0, says.find_first_of(" \t"));

  BlockText text{header};
  const std::size_t digit = says.find_first_of("123456789");
  text.says_indent = digit != std::string_view::npos;
  if (text.says_indent) {
    text.indent = column - 1 + static_cast<std::size_t>(says[digit] - '0');
  } else {
    for (std::uint32_t line = header + 1; line <= last && text.indent == 0; ++line) {
      const std::size_t indent = indent_of(source.line(line));
      if (indent < source.line(line).size()) text.indent = std::max<std::size_t>(indent, column);
    }
  }
  text.takes_empty_lines = says.find('+') != std::string_view::npos;
  for (std::uint32_t number = header + 1; number <= last; ++number) {
    const std::string_view line = source.line(number);
    const std::size_t indent = indent_of(line);
    const bool is_empty = indent == line.size() && indent <= text.indent;
    if (!is_empty && indent < text.indent) break;
    if (!is_empty || text.takes_empty_lines) text.last = number;
  }
  return text;
}

std::vector<Stretch> scalars_of(const Source& source, const Node& node, std::uint32_t last) {
  Collector collector(source, last);
  collector.take(node, node.span.begin.column);
  return std::move(collector.stretches);
}

std::vector<std::string> comments_of(const Source& source, const Node& node, std::uint32_t first,
                                     std::uint32_t last) {
  const std::vector<Stretch> scalars = scalars_of(source, node, last);
  const std::string_view text = source.text().substr(0, source.start(last + 1));
  std::vector<std::string> comments;
  auto scalar = scalars.begin();
  for (std::size_t at = source.start(first); at < text.size(); ++at) {
    while (scalar != scalars.end() && scalar->end <= at) ++scalar;
    if (scalar != scalars.end() && scalar->begin <= at) {
      at = scalar->end - 1;
    } else if (text[at] == '#') {
      std::string_view comment = text.substr(at, text.find('\n', at) - at);
      at += comment.size();
      comment = comment.substr(0, comment.find_last_not_of(" \t") + 1);
      comments.emplace_back(comment);
    }
  }
  return comments;
}

bool says_the_same(const Node& one, const Node& other) {
  if (one.kind != other.kind || one.scalar != other.scalar || one.quoted != other.quoted ||
      one.entries.size() != other.entries.size()) {
    return false;
  }
  return std::ranges::equal(one.items, other.items, says_the_same) &&
         std::ranges::all_of(one.entries, [&](const Node::Entry& entry) {
           const Node* value = other.find(entry.key);
           return value != nullptr && says_the_same(entry.value, *value);
         });
}

}  // namespace picket::document
