// SPDX-License-Identifier: Apache-2.0
// Searches texts for phrases, and sequences of them, that stand in many wanted texts and in next to
// no unwanted one; greedily, each next pattern for what the ones before left over. What a pattern
// hits is what the rule condition that it becomes hits, but for spellings, which add to that.
// Not every sequence is tried: of each phrase the most frequent ways to go on. One thread at a
// time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace picket::tool {

struct Pattern {
  std::vector<std::string> steps;  // one: a phrase
  std::uint32_t within = 0;  // of a sequence: characters from a step's end to the next's start
  bool unspaced = false;     // it looks in `squeezed`, else in `folded`
  std::size_t wanted = 0;    // texts that have it
  std::size_t unwanted = 0;
  std::size_t gain = 0;  // wanted texts that have it and none of the patterns before
};

struct SearchLimits {
  std::size_t patterns = 10;
  std::size_t min_gain = 3;
  std::size_t max_unwanted = 0;  // texts a pattern may stand in
};

// Memory is up to some hundred bytes a character of `wanted`, and far less of `unwanted`.
std::vector<Pattern> search_patterns(const std::vector<std::string_view>& wanted,
                                     const std::vector<std::string_view>& unwanted,
                                     const SearchLimits& limits);

}  // namespace picket::tool
