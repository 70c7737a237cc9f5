// SPDX-License-Identifier: Apache-2.0
#include "filter/match/regex_lowering.h"

#include <algorithm>
#include <array>
#include <utility>

#include "filter/text/utf8.h"

namespace picket::match {
namespace {

using Kind = RegexNode::Kind;

// Beyond these a database of regexes does better: classes as wide as `\d` would hit everywhere.
constexpr std::size_t kClassLimit = 6;  // characters of a class that become words
constexpr std::size_t kWordLimit = 64;  // words of a step
constexpr std::size_t kPathLimit = 16;  // alternatives
constexpr std::size_t kPartLimit = 32;  // of a path

// A stretch of a path: one of some words, or, without words, so many arbitrary characters.
struct Part {
  std::vector<std::string> words{};
  Gap gap{};

  bool is_gap() const { return words.empty(); }
};
// One way through a regex; no parts: nothing.
using Path = std::vector<Part>;
using Paths = std::optional<std::vector<Path>>;

Paths one_part(Part part) { return std::vector<Path>(1, Path(1, std::move(part))); }

std::uint32_t add(std::uint32_t a, std::uint32_t b) {
  return a == Gap::kUnbounded || b == Gap::kUnbounded ? Gap::kUnbounded : a + b;
}

std::string utf8_of(char32_t c) {
  std::array<char, 4> bytes{};
  return {bytes.data(), text::utf8_put(c, bytes.data())};
}

// Gaps add up, and words that touch become longer words while there are few.
void append(Path& path, const Part& part) {
  if (path.empty() || path.back().is_gap() != part.is_gap()) {
    path.push_back(part);
    return;
  }
  Part& last = path.back();
  if (part.is_gap()) {
    last.gap = {add(last.gap.min, part.gap.min), add(last.gap.max, part.gap.max)};
  } else if (last.words.size() * part.words.size() > kWordLimit) {
    path.push_back(part);
  } else {
    std::vector<std::string> joined;
    for (const std::string& a : last.words) {
      for (const std::string& b : part.words) joined.push_back(a + b);
    }
    last.words = std::move(joined);
  }
}

Paths concatenated(const std::vector<Path>& first, const std::vector<Path>& second) {
  if (first.size() * second.size() > kPathLimit) return std::nullopt;
  std::vector<Path> paths;
  for (const Path& a : first) {
    for (const Path& b : second) {
      Path path = a;
      for (const Part& part : b) append(path, part);
      if (path.size() > kPartLimit) return std::nullopt;
      paths.push_back(std::move(path));
    }
  }
  return paths;
}

// Alternatives that are words and nothing else become one step.
std::vector<Path> united(std::vector<Path> paths) {
  std::vector<Path> all;
  Part words;
  for (Path& path : paths) {
    const bool is_words = path.size() == 1 && !path[0].is_gap() &&
                          words.words.size() + path[0].words.size() <= kWordLimit;
    if (is_words) {
      std::ranges::move(path[0].words, std::back_inserter(words.words));
    } else {
      all.push_back(std::move(path));
    }
  }
  if (!words.words.empty()) all.push_back(Path(1, std::move(words)));
  return all;
}

Paths lower(const RegexNode& node);

Paths lower_character(const CodePoints& characters) {
  if (CodePoints(characters).add('\n') == CodePoints::all()) return one_part({.gap = {1, 1}});
  if (characters.size() > kClassLimit) return std::nullopt;
  Part part;
  for (const auto [first, last] : characters.ranges()) {
    for (char32_t c = first; c <= last; ++c) part.words.push_back(utf8_of(c));
  }
  return one_part(std::move(part));
}

Paths lower_sequence(const std::vector<RegexNode>& nodes) {
  std::vector<Path> paths(1);
  for (const RegexNode& node : nodes) {
    const Paths next = lower(node);
    if (!next) return std::nullopt;
    Paths longer = concatenated(paths, *next);
    if (!longer) return std::nullopt;
    paths = *std::move(longer);
  }
  return paths;
}

Paths lower_alternation(const std::vector<RegexNode>& nodes) {
  std::vector<Path> paths;
  for (const RegexNode& node : nodes) {
    Paths next = lower(node);
    if (!next) return std::nullopt;
    std::ranges::move(*next, std::back_inserter(paths));
  }
  paths = united(std::move(paths));
  if (paths.size() > kPathLimit) return std::nullopt;
  return paths;
}

Paths lower_repetition(const RegexNode& node) {
  const Paths once = lower(node.children[0]);
  if (!once) return std::nullopt;
  const bool is_any_character = once->size() == 1 && once->front().size() == 1 &&
                                once->front()[0].is_gap() && once->front()[0].gap == Gap{1, 1};
  if (is_any_character) return one_part({.gap = {node.min, node.max}});
  if (node.max > kPathLimit) return std::nullopt;
  std::vector<Path> all;
  std::vector<Path> paths(1);
  for (std::uint32_t times = 0; times <= node.max; ++times) {
    if (times >= node.min) all.insert(all.end(), paths.begin(), paths.end());
    Paths longer = concatenated(paths, *once);
    if (!longer) return std::nullopt;
    paths = *std::move(longer);
  }
  all = united(std::move(all));
  if (all.size() > kPathLimit) return std::nullopt;
  return all;
}

Paths lower(const RegexNode& node) {
  switch (node.kind) {
    case Kind::empty:
      return std::vector<Path>(1);
    case Kind::character:
      return lower_character(node.characters);
    case Kind::sequence:
      return lower_sequence(node.children);
    case Kind::alternation:
      return lower_alternation(node.children);
    case Kind::repetition:
      return lower_repetition(node);
    case Kind::text_begin:
    case Kind::text_end:
      return std::nullopt;
  }
  return std::nullopt;
}

// A gap at either end that may be empty says nothing; one that may not is no gap between words.
bool trim(Path& path) {
  if (!path.empty() && path.front().is_gap() && path.front().gap.min == 0) path.erase(path.begin());
  if (!path.empty() && path.back().is_gap() && path.back().gap.min == 0) path.pop_back();
  return !path.empty() && !path.front().is_gap() && !path.back().is_gap();
}

LoweredSequence steps_of(const Path& path) {
  LoweredSequence steps;
  for (const Part& part : path) {
    if (part.is_gap()) {
      steps.back().gap = part.gap;
    } else {
      steps.push_back({part.words});
    }
  }
  return steps;
}

}  // namespace

std::optional<std::vector<LoweredSequence>> lower_regex(const RegexTree& tree) {
  if (!tree.exact) return std::nullopt;
  Paths paths = lower(tree.root);
  if (!paths) return std::nullopt;
  std::vector<LoweredSequence> sequences;
  for (Path& path : *paths) {
    if (!trim(path)) return std::nullopt;
    sequences.push_back(steps_of(path));
  }
  return sequences;
}

}  // namespace picket::match
