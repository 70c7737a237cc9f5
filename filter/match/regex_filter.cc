// SPDX-License-Identifier: Apache-2.0
#include "filter/match/regex_filter.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <iterator>

namespace picket::match {
namespace {

using Kind = RegexNode::Kind;

constexpr std::uint32_t kShortRepetition = 16;
constexpr char32_t kFirstSurrogate = 0xD800;
constexpr char32_t kLastSurrogate = 0xDFFF;

class Writer {
 public:
  void write(const RegexNode& node) {
    switch (node.kind) {
      case Kind::empty:
        break;
      case Kind::character:
        character_class(node.characters);
        break;
      case Kind::sequence:
        for (const RegexNode& child : node.children) write(child);
        break;
      case Kind::alternation:
        alternation(node);
        break;
      case Kind::repetition:
        repetition(node);
        break;
      case Kind::text_begin:
        text_ += "\\A";
        break;
      case Kind::text_end:
        text_ += "\\z";
        break;
    }
  }

  std::string take() { return std::move(text_); }

 private:
  void character_class(const CodePoints& characters) {
    text_ += '[';
    for (const auto [first, last] : characters.ranges()) {
      // Surrogates are no characters, and Hyperscan refuses them.
      if (first < kFirstSurrogate) range(first, std::min<char32_t>(last, kFirstSurrogate - 1));
      if (last > kLastSurrogate) range(std::max<char32_t>(first, kLastSurrogate + 1), last);
    }
    text_ += ']';
  }

  void range(char32_t first, char32_t last) {
    fmt::format_to(std::back_inserter(text_), "\\x{{{:x}}}", static_cast<std::uint32_t>(first));
    if (last == first) return;
    fmt::format_to(std::back_inserter(text_), "-\\x{{{:x}}}", static_cast<std::uint32_t>(last));
  }

  void alternation(const RegexNode& node) {
    text_ += "(?:";
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      if (i != 0) text_ += '|';
      write(node.children[i]);
    }
    text_ += ')';
  }

  void repetition(const RegexNode& node) {
    const std::uint32_t min = std::min(node.min, kShortRepetition);
    const std::uint32_t max = node.max > kShortRepetition ? RegexNode::kUnbounded : node.max;
    text_ += "(?:";
    write(node.children[0]);
    if (max == RegexNode::kUnbounded) {
      fmt::format_to(std::back_inserter(text_), "){{{},}}", min);
    } else {
      fmt::format_to(std::back_inserter(text_), "){{{},{}}}", min, max);
    }
  }

  std::string text_;
};

}  // namespace

std::string filter_expression(const RegexNode& node) {
  Writer writer;
  writer.write(node);
  return writer.take();
}

}  // namespace picket::match
