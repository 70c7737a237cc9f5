// SPDX-License-Identifier: Apache-2.0
// Short ways to write octets and read texts in this folder's tests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/gsm/alphabet.h"

namespace picket::gsm {

inline std::vector<std::uint8_t> from_hex(std::string_view hex) {
  std::vector<std::uint8_t> octets;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    if (hex[i] == ' ') ++i;
    octets.push_back(
        static_cast<std::uint8_t>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  }
  return octets;
}

inline std::vector<std::uint8_t> from_text(std::string_view text) {
  return {text.begin(), text.end()};
}

inline std::string decoded(Coding coding, Octets octets, unsigned fill_bits = 0) {
  std::vector<char> buffer(decoded_capacity(octets.size()));
  return std::string(decode(coding, octets, buffer, fill_bits).text);
}

}  // namespace picket::gsm
