// SPDX-License-Identifier: Apache-2.0
#include "filter/core/stable_hash.h"

#include <gtest/gtest.h>

namespace picket::core {
namespace {

// Computed apart, from the definition. Where one of these changes, compiled lists are no longer
// read and staged rules try out other subscribers.
TEST(StableHash, is_what_it_always_was) {
  EXPECT_EQ(stable_hash(""), 0xECBA3DF2C3383C52ULL);
  EXPECT_EQ(stable_hash("a"), 0xED8170DE1919A24DULL);
  EXPECT_EQ(stable_hash("+8613900000002"), 0xD39F6B2C7077BA07ULL);
  EXPECT_EQ(stable_hash("积分"), 0x4C9A09941F16C604ULL);
}

TEST(StableHash, of_several_strings_starts_from_that_of_the_ones_before) {
  EXPECT_NE(stable_hash("b", stable_hash("a")), stable_hash("a", stable_hash("b")));
  EXPECT_NE(stable_hash("b", stable_hash("a")), stable_hash("ab")) << "strings do not run together";
}

}  // namespace
}  // namespace picket::core
