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
  return lower_regex(tree, Newlines::none).has_value();
}

// The smallest part that cannot be lowered, or null where each one can.
const RegexNode* culprit_in(const RegexNode& node) {
  if (is_lowered_between_words(node)) return nullptr;
  for (const RegexNode& child : node.children) {
    if (const RegexNode* culprit = culprit_in(child)) return culprit;
  }
  return &node;
}

std::string fault_of(const RegexNode& node) {
  if (node.kind == Kind::repetition && node.max == RegexNode::kUnbounded) {
    return fmt::format("a group is repeated {} or more times", node.min);
  }
  if (node.kind == Kind::repetition) {
    return fmt::format("a group is repeated {} to {} times", node.min, node.max);
  }
  return "there are too many ways through it, or two gaps of different classes touch";
}

}  // namespace

std::optional<std::string> why_not_lowered(std::string_view regex, text::ViewKind view) {
  const auto tree = read_regex(regex);
  if (!tree) return "it uses `\\C`, which is no character";
  if (!tree->exact) {
    return "it uses what literals cannot say exactly: `\\b`, `\\p{..}`, line anchors or letter "
           "case "
           "beyond ASCII";
  }
  if (lower_regex(*tree, newlines_in(view))) return std::nullopt;
  const RegexNode* culprit = culprit_in(tree->root);
  if (culprit != nullptr) return fault_of(*culprit);
  return "it begins or ends with a class or a gap that must not be empty, or is nothing but that: "
         "there is no word to search for";
}

}  // namespace picket::match
