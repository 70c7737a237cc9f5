// SPDX-License-Identifier: Apache-2.0
// A hash that is the same for equal bytes in every build and run, so that what is chosen by it is
// too. Any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "filter/core/striped_map.h"

namespace picket::tool {

// FNV-1a, mixed so that all bits are as good.
constexpr std::uint64_t stable_hash(std::string_view bytes) noexcept {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return core::mix64(hash);
}

}  // namespace picket::tool
