// SPDX-License-Identifier: Apache-2.0
// Ways through a regex, as words and gaps one after the other: what regex_lowering.cc computes
// with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "filter/match/code_points.h"
#include "filter/match/placement.h"

namespace picket::match {

// Beyond these a database of regexes does better.
inline constexpr std::size_t kWordLimit = 64;  // words of a step
inline constexpr std::size_t kPathLimit = 16;  // alternatives
inline constexpr std::size_t kPartLimit = 32;  // of a path

struct PathPart {
  enum class Kind : std::uint8_t {
    words,  // one of some
    gap,    // so many characters of a class
    text_begin,
    text_end
  };
  Kind kind = Kind::words;
  std::vector<std::string> words{};
  Gap gap{};
  CodePoints inside{};
};

// One way through a regex; no parts: nothing.
using Path = std::vector<PathPart>;

// All ways; none: the regex matches nowhere.
using Paths = std::vector<Path>;

Paths one_part(PathPart part);

// One after the other. nullopt where that is no path, or there are too many.
std::optional<Paths> concatenated(const Paths& first, const Paths& second);

// Alternatives that are words and nothing else become one step.
Paths united(Paths paths);

// Without what says nothing at its ends; a gap there that may not be empty is a distance from an
// end of the text. False where it is not that, or no words are left.
bool trim(Path& path);

}  // namespace picket::match
