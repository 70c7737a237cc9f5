// SPDX-License-Identifier: Apache-2.0
#include "filter/match/regex_lowering.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "filter/match/regex_path.h"
#include "filter/text/utf8.h"

namespace picket::match {
namespace {

using Kind = RegexNode::Kind;

// Characters of a class that become words: classes as wide as `\d` would hit everywhere.
constexpr std::size_t kClassLimit = 6;

std::string utf8_of(char32_t c) {
  std::array<char, 4> bytes{};
  return {bytes.data(), text::utf8_put(c, bytes.data())};
}

class Lowering {
 public:
  explicit Lowering(Newlines newlines) : newlines_(newlines) {}

  std::optional<Paths> lower(const RegexNode& node) const {
    switch (node.kind) {
      case Kind::empty:
        return Paths(1);
      case Kind::character:
        return node.characters.size() > kClassLimit ? gap(node.characters, {1, 1})
                                                    : words(node.characters);
      case Kind::sequence:
        return sequence(node.children);
      case Kind::alternation:
        return alternation(node.children);
      case Kind::repetition:
        return repetition(node);
      case Kind::text_begin:
        return one_part({.kind = PathPart::Kind::text_begin});
      case Kind::text_end:
        return one_part({.kind = PathPart::Kind::text_end});
    }
    return std::nullopt;
  }

 private:
  Paths gap(CodePoints characters, Gap gap) const {
    if (newlines_ == Newlines::none) characters.add('\n');
    return one_part({.kind = PathPart::Kind::gap, .gap = gap, .inside = std::move(characters)});
  }

  static Paths words(const CodePoints& characters) {
    PathPart part;
    for (const auto [first, last] : characters.ranges()) {
      for (char32_t c = first; c <= last; ++c) part.words.push_back(utf8_of(c));
    }
    return one_part(std::move(part));
  }

  std::optional<Paths> sequence(const std::vector<RegexNode>& nodes) const {
    Paths paths(1);
    for (const RegexNode& node : nodes) {
      const auto next = lower(node);
      if (!next) return std::nullopt;
      auto longer = concatenated(paths, *next);
      if (!longer) return std::nullopt;
      paths = united(*std::move(longer));
    }
    return paths;
  }

  std::optional<Paths> alternation(const std::vector<RegexNode>& nodes) const {
    Paths paths;
    for (const RegexNode& node : nodes) {
      auto next = lower(node);
      if (!next) return std::nullopt;
      std::ranges::move(*next, std::back_inserter(paths));
    }
    paths = united(std::move(paths));
    if (paths.size() > kPathLimit) return std::nullopt;
    return paths;
  }

  // A gap, but for few repetitions of few characters: these are words, which can be found.
  std::optional<Paths> repetition(const RegexNode& node) const {
    const RegexNode* child = &node.children[0];
    while (child->kind == Kind::sequence && child->children.size() == 1) {
      child = &child->children[0];
    }
    if (child->kind != Kind::character) return repeated(*child, node.min, node.max);
    const bool may_be_words =
        child->characters.size() <= kClassLimit && (node.min > 0 || node.max == 1);
    if (may_be_words) {
      if (auto paths = repeated(*child, node.min, node.max)) return paths;
    }
    return gap(child->characters, {node.min, node.max});
  }

  std::optional<Paths> repeated(const RegexNode& child, std::uint32_t min,
                                std::uint32_t max) const {
    const auto once = lower(child);
    if (!once || max > kPathLimit) return std::nullopt;
    Paths all;
    Paths paths(1);
    for (std::uint32_t times = 0;; ++times) {
      if (times >= min) all.insert(all.end(), paths.begin(), paths.end());
      if (times == max) break;
      auto longer = concatenated(paths, *once);
      if (!longer) return std::nullopt;
      paths = *std::move(longer);
    }
    all = united(std::move(all));
    if (all.size() > kPathLimit) return std::nullopt;
    return all;
  }

  Newlines newlines_;
};

LoweredSequence steps_of(const Path& path) {
  LoweredSequence steps;
  for (const PathPart& part : path) {
    switch (part.kind) {
      case PathPart::Kind::words:
        steps.push_back({.words = part.words});
        break;
      case PathPart::Kind::gap:
        steps.back().gap = part.gap;
        steps.back().inside = part.inside;
        break;
      case PathPart::Kind::text_begin:
        steps.push_back({.kind = LoweredStep::Kind::text_begin});
        break;
      case PathPart::Kind::text_end:
        steps.push_back({.kind = LoweredStep::Kind::text_end});
        break;
    }
  }
  return steps;
}

}  // namespace

std::optional<std::vector<LoweredSequence>> lower_regex(const RegexTree& tree, Newlines newlines) {
  if (!tree.exact) return std::nullopt;
  auto paths = Lowering(newlines).lower(tree.root);
  if (!paths) return std::nullopt;
  std::vector<LoweredSequence> sequences;
  for (Path& path : *paths) {
    if (!trim(path)) return std::nullopt;
    sequences.push_back(steps_of(path));
  }
  return sequences;
}

}  // namespace picket::match
