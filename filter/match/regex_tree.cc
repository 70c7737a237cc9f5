// SPDX-License-Identifier: Apache-2.0
#include "filter/match/regex_tree.h"

#include <string>
#include <utility>

#include "filter/match/regex_class.h"

namespace picket::match {
namespace {

using Kind = RegexNode::Kind;

// By recursive descent. RE2 has accepted the regex, and with it its depth (at most 1,000).
class Reader {
 public:
  explicit Reader(std::string_view regex) : text_(regex) {}

  std::optional<RegexTree> read() {
    RegexTree tree;
    tree.root = alternation();
    tree.exact = exact_;
    if (failed_ || !text_.at_end()) return std::nullopt;
    return tree;
  }

 private:
  struct Flags {
    bool fold_case = false;
    bool multi_line = false;
    bool dot_is_all = false;
  };

  // Up to the end of the group or of the regex.
  RegexNode alternation() {
    RegexNode node{.kind = Kind::alternation};
    do {
      node.children.push_back(sequence());
    } while (!failed_ && text_.take("|"));
    return node.children.size() == 1 ? std::move(node.children[0]) : std::move(node);
  }

  RegexNode sequence() {
    RegexNode node{.kind = Kind::sequence};
    while (!failed_ && !text_.at_end() && !text_.starts_with("|") && !text_.starts_with(")")) {
      if (text_.take("\\Q")) {
        quoted(node.children);
      } else {
        node.children.push_back(atom());
      }
      if (!node.children.empty()) repetition(node.children.back());
    }
    return node;
  }

  // `\Q...\E`: a repetition after it is that of its last character.
  void quoted(std::vector<RegexNode>& nodes) {
    while (!text_.at_end() && !text_.take("\\E")) {
      CharacterSet one;
      one.characters.add(text_.take_point());
      nodes.push_back(characters(flags_.fold_case ? with_case(std::move(one)) : std::move(one)));
    }
  }

  RegexNode atom() {
    if (text_.take("(")) return group();
    if (text_.take("^"))
      return flags_.multi_line ? some_place() : RegexNode{.kind = Kind::text_begin};
    if (text_.take("$"))
      return flags_.multi_line ? some_place() : RegexNode{.kind = Kind::text_end};
    if (text_.take("\\A")) return {.kind = Kind::text_begin};
    if (text_.take("\\z")) return {.kind = Kind::text_end};
    if (text_.take("\\b") || text_.take("\\B")) return some_place();
    if (text_.take(".")) return characters({any_character(), true});
    auto set = text_.starts_with("[") ? take_bracket_class(text_, flags_.fold_case)
                                      : take_character(text_, flags_.fold_case);
    if (set) return characters(*std::move(set));
    failed_ = true;
    return {};
  }

  RegexNode characters(CharacterSet set) {
    if (!set.exact) exact_ = false;
    if (set.characters.empty()) failed_ = true;
    return {.kind = Kind::character, .characters = std::move(set.characters)};
  }

  // An assertion that is not followed: anything may hold there.
  RegexNode some_place() {
    exact_ = false;
    return {};
  }

  CodePoints any_character() const {
    CodePoints newline;
    newline.add('\n');
    return flags_.dot_is_all ? CodePoints::all() : newline.negated();
  }

  // After the parenthesis. Flags set inside hold to the end of the group around them.
  RegexNode group() {
    const Flags outside = flags_;
    if (text_.take("?P<")) {
      while (!text_.at_end() && !text_.take(">")) text_.skip(1);
    } else if (text_.take("?") && !flags()) {
      return {};
    }
    RegexNode inside = alternation();
    if (!text_.take(")")) failed_ = true;
    flags_ = outside;
    return inside;
  }

  // `i-s:` of a group: true; `i-s)`, which is no group: false.
  bool flags() {
    bool value = true;
    while (!text_.at_end()) {
      if (text_.take(":")) return true;
      if (text_.take(")")) return false;
      if (text_.take("-")) {
        value = false;
      } else if (text_.take("i")) {
        flags_.fold_case = value;
      } else if (text_.take("m")) {
        flags_.multi_line = value;
      } else if (text_.take("s")) {
        flags_.dot_is_all = value;
      } else if (!text_.take("U")) {
        break;
      }
    }
    failed_ = true;
    return false;
  }

  // Greedy or not makes no difference to whether there is a match.
  void repetition(RegexNode& node) {
    std::uint32_t min = 0, max = RegexNode::kUnbounded;
    if (text_.take("+")) {
      min = 1;
    } else if (text_.take("?")) {
      max = 1;
    } else if (!text_.take("*") && !counts(min, max)) {
      return;
    }
    text_.take("?");
    RegexNode repeated{.kind = Kind::repetition, .min = min, .max = max};
    repeated.children.push_back(std::move(node));
    node = std::move(repeated);
  }

  // `{2}`, `{2,}`, `{2,5}`; anything else is literal.
  bool counts(std::uint32_t& min, std::uint32_t& max) {
    RegexText rest = text_;
    if (!rest.take("{") || !number(rest, min)) return false;
    max = min;
    if (rest.take(",")) {
      max = RegexNode::kUnbounded;
      number(rest, max);
    }
    if (!rest.take("}")) return false;
    text_ = rest;
    return true;
  }

  static bool number(RegexText& text, std::uint32_t& value) {
    std::uint32_t read = 0;
    std::size_t digits = 0;
    while (!text.at_end() && text.left()[0] >= '0' && text.left()[0] <= '9' && digits < 9) {
      read = read * 10 + static_cast<std::uint32_t>(text.left()[0] - '0');
      text.skip(1);
      ++digits;
    }
    if (digits != 0) value = read;
    return digits != 0;
  }

  RegexText text_;
  Flags flags_;
  bool exact_ = true;
  bool failed_ = false;
};

}  // namespace

std::optional<RegexTree> read_regex(std::string_view regex) { return Reader(regex).read(); }

}  // namespace picket::match
