// SPDX-License-Identifier: Apache-2.0
#include "filter/match/code_points.h"

#include <algorithm>
#include <iterator>

namespace picket::match {

CodePoints& CodePoints::add(char32_t first, char32_t last) {
  // Those that the new range swallows: all that overlap or touch it.
  const auto begin =
      std::ranges::find_if(ranges_, [&](CodePointRange range) { return range.last + 1 >= first; });
  auto end = begin;
  for (; end != ranges_.end() && end->first <= last + 1; ++end) {
    first = std::min(first, end->first);
    last = std::max(last, end->last);
  }
  ranges_.insert(ranges_.erase(begin, end), {first, last});
  return *this;
}

CodePoints& CodePoints::add(const CodePoints& other) {
  for (const auto [first, last] : other.ranges_) add(first, last);
  return *this;
}

CodePoints CodePoints::negated() const {
  CodePoints rest;
  char32_t next = 0;
  for (const auto [first, last] : ranges_) {
    if (first > next) rest.ranges_.push_back({next, first - 1});
    next = last + 1;
  }
  if (next <= kLastCodePoint) rest.ranges_.push_back({next, kLastCodePoint});
  return rest;
}

bool CodePoints::contains(char32_t c) const noexcept {
  const auto after = std::ranges::upper_bound(ranges_, c, {}, &CodePointRange::first);
  return after != ranges_.begin() && c <= std::prev(after)->last;
}

std::size_t CodePoints::size() const noexcept {
  std::size_t size = 0;
  for (const auto [first, last] : ranges_) size += last - first + 1;
  return size;
}

}  // namespace picket::match
