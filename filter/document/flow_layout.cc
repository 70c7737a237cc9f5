// SPDX-License-Identifier: Apache-2.0
#include "filter/document/flow_layout.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "filter/document/written.h"

namespace picket::document {
namespace {

class FlowLayout {
 public:
  explicit FlowLayout(std::uint32_t column) : column_(column) {}

  void structure(char c) {
    const bool closes = c == ']' || c == '}';
    const bool separates = c == ',' || c == ':';
    if (!closes && !separates) space();
    line_ += c;
    wants_space_ = separates || c == '?';
    blanks_ = 0;
  }

  void blank() { ++blanks_; }

  // To the end of its line.
  void comment(std::string_view text) {
    if (!at_line_start()) line_.append(blanks_, ' ');
    line_ += text.substr(0, text.find_last_not_of(" \t") + 1);
    blanks_ = 0;
  }

  // `indent`: of the line that begins.
  void new_line(std::size_t indent) {
    lines_.push_back(std::move(line_));
    const std::size_t relative = indent + 1 > column_ ? indent + 1 - column_ : 0;
    line_ = std::string(std::max<std::size_t>(relative, 2), ' ');
    wants_space_ = false;
    blanks_ = 0;
  }

  // One line of a key or scalar.
  void text(std::string_view text) {
    space();
    line_ += text;
    blanks_ = 0;
  }

  std::vector<std::string> lines() && {
    lines_.push_back(std::move(line_));
    for (std::string& line : lines_) line.resize(line.find_last_not_of(' ') + 1);
    return std::move(lines_);
  }

 private:
  bool at_line_start() const { return line_.find_first_not_of(' ') == std::string::npos; }
  void space() {
    if (wants_space_ && !at_line_start()) line_ += ' ';
    wants_space_ = false;
  }

  std::uint32_t column_;
  std::vector<std::string> lines_;
  std::string line_;
  bool wants_space_ = false;
  std::size_t blanks_ = 0;
};

// A quoted or plain scalar may go on over several lines; the blanks around its breaks mean nothing
// (but for those before a break that a backslash escapes).
void lay_out_scalar(std::string_view text, FlowLayout& layout) {
  for (;;) {
    const std::size_t end = text.find('\n');
    layout.text(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
    const std::size_t content = std::min(text.find_first_not_of(" \t"), text.size());
    layout.new_line(indent_of(text.substr(0, content)));
    text.remove_prefix(content);
  }
}

}  // namespace

std::optional<std::vector<std::string>> flow_lines(const Source& source, const Node& node,
                                                   std::uint32_t column) {
  const std::string_view text = source.text();
  const std::size_t end = source.offset(node.span.end);
  const std::vector<Stretch> scalars = scalars_of(source, node, node.span.end.line);
  auto scalar = scalars.begin();
  FlowLayout layout(column);
  for (std::size_t at = source.offset(node.span.begin); at < end;) {
    while (scalar != scalars.end() && scalar->end <= at) ++scalar;
    if (scalar != scalars.end() && scalar->begin == at) {
      lay_out_scalar(text.substr(at, scalar->end - at), layout);
      at = scalar->end;
      continue;
    }
    const char c = text[at++];
    if (c == '#') {
      const std::size_t line_end = std::min(text.find('\n', at), end);
      layout.comment(text.substr(at - 1, line_end - at + 1));
      at = line_end;
    } else if (c == '\n') {
      layout.new_line(indent_of(text.substr(at, end - at)));
    } else if (c == ' ' || c == '\t') {
      layout.blank();
    } else if (std::string_view("[]{},:?").find(c) != std::string_view::npos) {
      layout.structure(c);
    } else {
      return std::nullopt;
    }
  }
  return std::move(layout).lines();
}

}  // namespace picket::document
