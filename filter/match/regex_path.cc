// SPDX-License-Identifier: Apache-2.0
#include "filter/match/regex_path.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace picket::match {
namespace {

using Kind = PathPart::Kind;

enum class Appended : std::uint8_t {
  fits,
  never,   // no text is like that
  no_path  // but some texts are
};

std::uint32_t add(std::uint32_t a, std::uint32_t b) {
  return a == Gap::kUnbounded || b == Gap::kUnbounded ? Gap::kUnbounded : a + b;
}

bool may_be_empty(const PathPart& part) {
  return part.kind != Kind::words && (part.kind != Kind::gap || part.gap.min == 0);
}

bool says_nothing(const PathPart& part) {
  return part.kind == Kind::gap && part.gap == Gap{0, Gap::kUnbounded} &&
         part.inside == CodePoints::all();
}

// What comes before the begin of the text is empty, or the path leads nowhere.
Appended append_begin(Path& path, const PathPart& part) {
  if (!std::ranges::all_of(path, may_be_empty)) return Appended::never;
  if (!path.empty() && path.back().kind == Kind::text_end) return Appended::never;  // no empty text
  path.assign(1, part);
  return Appended::fits;
}

// Words that touch become longer words while there are few.
Appended append_words(Path& path, const PathPart& part) {
  if (path.empty() || path.back().kind != Kind::words ||
      path.back().words.size() * part.words.size() > kWordLimit) {
    path.push_back(part);
    return Appended::fits;
  }
  std::vector<std::string> joined;
  for (const std::string& a : path.back().words) {
    for (const std::string& b : part.words) joined.push_back(a + b);
  }
  path.back().words = std::move(joined);
  return Appended::fits;
}

// Gaps of one class add up.
Appended append_gap(Path& path, const PathPart& part) {
  if (part.gap.max == 0) return Appended::fits;
  if (path.empty() || path.back().kind != Kind::gap) {
    path.push_back(part);
    return Appended::fits;
  }
  PathPart& last = path.back();
  if (last.inside != part.inside) return Appended::no_path;
  last.gap = {add(last.gap.min, part.gap.min), add(last.gap.max, part.gap.max)};
  return Appended::fits;
}

Appended append(Path& path, const PathPart& part) {
  if (part.kind == Kind::text_begin) return append_begin(path, part);
  const bool is_at_end = !path.empty() && path.back().kind == Kind::text_end;
  if (is_at_end) return may_be_empty(part) ? Appended::fits : Appended::never;
  switch (part.kind) {
    case Kind::words:
      return append_words(path, part);
    case Kind::gap:
      return append_gap(path, part);
    default:
      path.push_back(part);
      return Appended::fits;
  }
}

}  // namespace

Paths one_part(PathPart part) { return Paths(1, Path(1, std::move(part))); }

std::optional<Paths> concatenated(const Paths& first, const Paths& second) {
  if (first.size() * second.size() > kPathLimit) return std::nullopt;
  Paths paths;
  for (const Path& a : first) {
    for (const Path& b : second) {
      Path path = a;
      Appended appended = Appended::fits;
      for (std::size_t i = 0; i < b.size() && appended == Appended::fits; ++i) {
        appended = append(path, b[i]);
      }
      if (appended == Appended::no_path || path.size() > kPartLimit) return std::nullopt;
      if (appended == Appended::fits) paths.push_back(std::move(path));
    }
  }
  return paths;
}

Paths united(Paths paths) {
  Paths all;
  PathPart words;
  for (Path& path : paths) {
    const bool is_words = path.size() == 1 && path[0].kind == Kind::words &&
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

bool trim(Path& path) {
  const auto is_gap = [](const PathPart& part) { return part.kind == Kind::gap; };
  const bool begins = !path.empty() && path.front().kind == Kind::text_begin;
  if (begins && path.size() > 1 && says_nothing(path[1])) path.erase(path.begin());
  const bool ends = !path.empty() && path.back().kind == Kind::text_end;
  if (ends && path.size() > 1 && says_nothing(path[path.size() - 2])) path.pop_back();

  if (!path.empty() && is_gap(path.front()) && path.front().gap.min == 0) path.erase(path.begin());
  if (!path.empty() && is_gap(path.back()) && path.back().gap.min == 0) path.pop_back();
  if (std::ranges::none_of(path, [](const PathPart& p) { return p.kind == Kind::words; })) {
    return false;
  }
  for (const auto end : {Kind::text_begin, Kind::text_end}) {
    PathPart& outer = end == Kind::text_begin ? path.front() : path.back();
    if (!is_gap(outer)) continue;
    if (outer.inside != CodePoints::all()) return false;
    outer.gap.max = Gap::kUnbounded;
    path.insert(end == Kind::text_begin ? path.begin() : path.end(), PathPart{.kind = end});
  }
  return true;
}

}  // namespace picket::match
