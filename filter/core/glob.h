// SPDX-License-Identifier: Apache-2.0
// Globs of route names and user agents: `*` is any run of characters, `?` one character (a code
// point), anything else itself; case counts. Any thread; allocates nothing; takes at most pattern
// times text steps.
#pragma once

#include <cstddef>
#include <string_view>

namespace picket::core {

constexpr bool glob_matches(std::string_view pattern, std::string_view text) noexcept {
  const auto continues = [&](std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80;
  };
  const auto after = [&](std::size_t at) {  // the start of the next character
    do ++at;
    while (continues(at));
    return at;
  };
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;  // the last `*` seen, and where its run ends for now
  std::size_t run = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      run = t;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      t = after(t);
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = run = after(run);
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace picket::core
