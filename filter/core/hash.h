// SPDX-License-Identifier: Apache-2.0
// Hashes for tables in memory. Where senders choose what is hashed the seed is to be one that they
// do not know. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace picket::core {

// A bijection that spreads every bit over all others (the finaliser of MurmurHash3).
constexpr std::uint64_t mix64(std::uint64_t x) noexcept {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdULL;
  x ^= x >> 33;
  x *= 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33);
}

// Up to eight bytes as a word, another for each content of one size. Read, not copied piece by
// piece: a load of what two stores have written would wait for every store before them.
inline std::uint64_t up_to_eight(const unsigned char* bytes, std::size_t size) noexcept {
  if (size >= 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes, sizeof word);
    return word;
  }
  if (size >= 4) {  // they may overlap
    std::uint32_t first, last;
    std::memcpy(&first, bytes, sizeof first);
    std::memcpy(&last, bytes + size - sizeof last, sizeof last);
    return std::uint64_t{first} << 32 | last;
  }
  if (size == 0) return 0;
  return std::uint64_t{bytes[0]} << 16 | std::uint64_t{bytes[size / 2]} << 8 | bytes[size - 1];
}

inline std::uint64_t hash_bytes(std::uint64_t seed, const void* bytes, std::size_t size) noexcept {
  const auto* at = static_cast<const unsigned char*>(bytes);
  // Mixed by itself: else a size could make up for a difference of contents.
  std::uint64_t hash = mix64(seed ^ size);
  for (; size > 8; at += 8, size -= 8) hash = mix64(hash ^ up_to_eight(at, 8));
  return mix64(hash ^ up_to_eight(at, size));
}

}  // namespace picket::core
