// SPDX-License-Identifier: Apache-2.0
// A stand-in for filter/text's name folding, which core does not know: drops what is neither letter
// nor digit and lowers A-Z; full-width digits become plain ones.
#pragma once

#include <algorithm>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

#include "filter/core/utf8.h"

namespace picket::core {

inline std::size_t fold_ascii(std::string_view name, std::span<char> out) noexcept {
  std::size_t length = 0;
  while (!name.empty()) {
    const int sequence = utf8_sequence(name);
    std::string_view character = name.substr(0, static_cast<std::size_t>(std::abs(sequence)));
    name.remove_prefix(character.size());
    char one = character.front();
    if (sequence < 0 || character == "＋") continue;
    if (character.size() == 3 && character.starts_with("\xEF\xBC") && character[2] >= '\x90' &&
        character[2] <= '\x99') {
      one = static_cast<char>('0' + (character[2] - '\x90'));
      character = {&one, 1};
    } else if (character.size() == 1) {
      if (one >= 'A' && one <= 'Z') one = static_cast<char>(one - 'A' + 'a');
      if (!((one >= 'a' && one <= 'z') || (one >= '0' && one <= '9'))) continue;
      character = {&one, 1};
    }
    if (length + character.size() > out.size()) break;
    std::memcpy(out.data() + length, character.data(), character.size());
    length += character.size();
  }
  return length;
}

}  // namespace picket::core
