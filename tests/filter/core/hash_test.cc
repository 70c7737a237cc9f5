// SPDX-License-Identifier: Apache-2.0
#include "filter/core/hash.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace picket::core {
namespace {

std::uint64_t hash(std::uint64_t seed, const std::string& text) {
  return hash_bytes(seed, text.data(), text.size());
}

// Ids of messages are such; those of different lengths must not make up for each other.
TEST(HashBytes, tells_all_short_numbers_apart) {
  for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0} / 3}) {
    std::vector<std::uint64_t> hashes;
    for (int id = 0; id < 200'000; ++id) hashes.push_back(hash(seed, std::to_string(id)));
    for (int size = 0; size < 40; ++size)
      hashes.push_back(hash(seed, std::string(static_cast<std::size_t>(size), '\0')));
    std::sort(hashes.begin(), hashes.end());
    EXPECT_EQ(std::adjacent_find(hashes.begin(), hashes.end()), hashes.end()) << seed;
  }
}

TEST(HashBytes, sees_every_byte_whatever_the_size) {
  for (std::size_t size = 1; size < 30; ++size) {
    const std::string text(size, 'a');
    for (std::size_t at = 0; at < size; ++at) {
      std::string other = text;
      other[at] = 'b';
      EXPECT_NE(hash(7, text), hash(7, other)) << size << ' ' << at;
    }
  }
}

TEST(HashBytes, depends_on_its_seed) { EXPECT_NE(hash(1, "smpp:bank"), hash(2, "smpp:bank")); }

}  // namespace
}  // namespace picket::core
