// SPDX-License-Identifier: Apache-2.0
// A hash of bytes that is the same in every release and on every machine: compiled lists are sorted
// by it and staged rules choose their recipients by it, so its values are part of what users rely
// on (golden values in the tests). FNV-1a of 64 bits, its bits mixed once more so that the top ones
// can be relied on. Not for keys that somebody may choose to collide. Any thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace picket::core {

inline constexpr std::uint64_t kFnvOffset = 0xCBF29CE484222325;
inline constexpr std::uint64_t kFnvPrime = 0x100000001B3;

// `seed`: where hashing starts; another hash, for a hash of several strings.
constexpr std::uint64_t stable_hash(std::string_view bytes,
                                    std::uint64_t seed = kFnvOffset) noexcept {
  std::uint64_t hash = seed;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
  hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCD;
  return hash ^ hash >> 33;
}

}  // namespace picket::core
