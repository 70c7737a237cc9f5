// SPDX-License-Identifier: Apache-2.0
#include "filter/core/digest.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "tests/filter/core/allocations.h"

namespace picket::core {
namespace {

std::string text_of(const NumberTokens::Token& token) { return {token.begin(), token.end()}; }

// FIPS 180-4's examples.
TEST(Sha256, digests_the_examples_of_the_standard) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, takes_its_input_in_pieces_and_starts_over) {
  Sha256 digest;
  EXPECT_EQ(hex(digest.update("a").update("bc").finish()), sha256_hex("abc"));
  EXPECT_EQ(hex(digest.update("abc").finish()), sha256_hex("abc"));
}

TEST(Sha256, tells_fields_apart) {
  const auto fields = [](std::string_view a, std::string_view b) {
    return hex(Sha256().update_field(a).update_field(b).finish());
  };
  EXPECT_NE(fields("ab", "c"), fields("a", "bc"));
  EXPECT_EQ(fields("ab", "c"), fields("ab", "c"));
}

// RFC 4231, test case 2 has a key of four bytes; case 1 one of twenty.
TEST(NumberTokens, are_the_hmac_of_the_number) {
  NumberTokens tokens(std::string(20, '\x0b'));
  EXPECT_EQ(text_of(tokens.token("Hi There")), "b0344c61d8db38535ca8afceaf0bf12b");
}

// RFC 4231, test cases 6 and 7: a key longer than a block, and a text as well.
TEST(NumberTokens, take_a_key_longer_than_a_block) {
  NumberTokens tokens(std::string(131, '\xaa'));
  EXPECT_EQ(text_of(tokens.token("Test Using Larger Than Block-Size Key - Hash Key First")),
            "60e431591ee0b67f0d8a26aacbf5b77f");
  EXPECT_EQ(text_of(tokens.token("This is a test using a larger than block-size key and a larger "
                                 "than block-size data. The key needs to be hashed before being "
                                 "used by the HMAC algorithm.")),
            "9b09ffa71b942fcb27635fbcd5b0e944");
}

TEST(NumberTokens, are_the_same_for_the_same_number_and_key) {
  NumberTokens one("a key of many bytes"), other("a key of many bytes"),
      third("yet another key ..");
  const std::string token = text_of(one.token("+8613900000001"));
  EXPECT_NE(text_of(one.token("+8613900000002")), token);
  EXPECT_EQ(text_of(one.token("+8613900000001")), token);
  EXPECT_EQ(text_of(other.token("+8613900000001")), token);
  EXPECT_NE(text_of(third.token("+8613900000001")), token);
}

TEST(NumberTokens, refuse_a_short_key) {
  EXPECT_THROW(NumberTokens("too short"), std::invalid_argument);
}

TEST(NumberTokens, allocate_nothing) {
  NumberTokens tokens("a key of many bytes");
  (void)tokens.token("+8613900000001");
  const std::size_t before = allocations();
  for (int i = 0; i < 100; ++i) (void)tokens.token("+8613900000001");
  EXPECT_EQ(allocations(), before);
}

}  // namespace
}  // namespace picket::core
