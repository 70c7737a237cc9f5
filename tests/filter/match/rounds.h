// SPDX-License-Identifier: Apache-2.0
// How long the randomised tests go on: PICKET_RANDOM_ROUNDS=50 is fifty times as many seeds.
#pragma once

#include <cstdlib>

namespace picket::match {

inline unsigned seeds(unsigned usual) {
  const char* rounds = std::getenv("PICKET_RANDOM_ROUNDS");
  return rounds == nullptr ? usual
                           : usual * static_cast<unsigned>(std::strtoul(rounds, nullptr, 10));
}

}  // namespace picket::match
