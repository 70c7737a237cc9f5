// SPDX-License-Identifier: Apache-2.0
#include "filter/match/lowering_fault.h"

#include <fmt/format.h>

#include <utility>

#include "filter/match/regex_lowering.h"
#include "filter/match/regex_tree.h"

namespace picket::match {
namespace {

using Kind = RegexNode::Kind;

RegexNode letter() {
  RegexNode node{.kind = Kind::character};
  node.characters.add('x');
  return node;
}

// Between two words, where a part has nothing to fear from the ends of the regex.
bool is_lowered_between_words(const RegexNode& node) {
  RegexTree tree;
  tree.root.kind = Kind::sequence;
  tree.root.children = {letter(), node, letter()};
  return lower_regex(tree).has_value();
}

// The smallest part that cannot be lowered, or null where each one can.
const RegexNode* culprit_in(const RegexNode& node) {
  if (is_lowered_between_words(node)) return nullptr;
  for (const RegexNode& child : node.children) {
    if (const RegexNode* culprit = culprit_in(child)) return culprit;
  }
  return &node;
}

std::string times(const RegexNode& node) {
  if (node.max == RegexNode::kUnbounded) return fmt::format("{} or more times", node.min);
  return fmt::format("{} to {} times", node.min, node.max);
}

std::string fault_of(const RegexNode& node) {
  switch (node.kind) {
    case Kind::character:
      return fmt::format("a class of {} characters is too wide to be written out as words",
                         node.characters.size());
    case Kind::repetition:
      return fmt::format("something other than `.` is repeated {}", times(node));
    case Kind::text_begin:
      return "`^` ties it to the beginning of the text";
    case Kind::text_end:
      return "`$` ties it to the end of the text";
    case Kind::sequence:
    case Kind::alternation:
    case Kind::empty:
      break;
  }
  return "there are too many ways through it";
}

}  // namespace

std::optional<std::string> why_not_lowered(std::string_view regex, text::ViewKind view) {
  if (view == text::ViewKind::raw) return "a text's `raw` view may hold newlines, and `.` not";
  const auto tree = read_regex(regex);
  if (!tree) return "it uses `\\C`, which is no character";
  if (!tree->exact) {
    return "it uses what literals cannot say exactly: `\\b`, `\\p{..}`, line anchors or letter "
           "case "
           "beyond ASCII";
  }
  if (lower_regex(*tree)) return std::nullopt;
  const RegexNode* culprit = culprit_in(tree->root);
  if (culprit != nullptr) return fault_of(*culprit);
  return "it begins or ends with a gap that must not be empty, or is nothing but a gap";
}

}  // namespace picket::match
