// SPDX-License-Identifier: Apache-2.0
#include "adapters/gsm/udh.h"

#include <gtest/gtest.h>

#include "tests/adapters/gsm/octets.h"

namespace picket::gsm {
namespace {

UserDataHeader parsed(std::string_view hex) {
  const auto header = parse_udh(from_hex(hex));
  EXPECT_TRUE(header.has_value()) << hex;
  return header.value_or(UserDataHeader{});
}

TEST(UserDataHeader, reads_an_8_bit_concatenation) {
  const auto header = parsed("050003 2A 03 02 4142");
  EXPECT_EQ(header.size, 6u);
  ASSERT_TRUE(header.concatenation);
  EXPECT_EQ(header.concatenation->reference, 0x2A);
  EXPECT_EQ(header.concatenation->total, 3);
  EXPECT_EQ(header.concatenation->number, 2);
  EXPECT_EQ(header.concatenation->reference_bits, 8);
  EXPECT_EQ(header.fill_bits(), 1u);
  EXPECT_FALSE(header.malformed);
}

TEST(UserDataHeader, reads_a_16_bit_concatenation) {
  const auto header = parsed("060804 012A 03 03 41");
  ASSERT_TRUE(header.concatenation);
  EXPECT_EQ(header.concatenation->reference, 0x012A);
  EXPECT_EQ(header.concatenation->reference_bits, 16);
  EXPECT_EQ(header.fill_bits(), 0u);
}

TEST(UserDataHeader, finds_the_concatenation_behind_and_before_other_elements) {
  ASSERT_TRUE(parsed("0A 7003AABBCC 0003070201 41").concatenation);
  ASSERT_TRUE(parsed("0A 0003070201 7003AABBCC 41").concatenation);
}

TEST(UserDataHeader, the_last_of_several_concatenations_counts) {
  const auto header = parsed("0B 0003070201 0804001102 02 41");
  ASSERT_TRUE(header.concatenation);
  EXPECT_EQ(header.concatenation->reference, 0x11);
}

TEST(UserDataHeader, ignores_impossible_part_numbers) {
  EXPECT_FALSE(parsed("050003 07 00 01 41").concatenation);
  EXPECT_FALSE(parsed("050003 07 02 00 41").concatenation);
  EXPECT_FALSE(parsed("050003 07 02 03 41").concatenation);
}

TEST(UserDataHeader, an_invalid_one_does_not_unmake_a_valid_one) {
  EXPECT_TRUE(parsed("0A 0003070201 0003070200 41").concatenation);
}

TEST(UserDataHeader, reads_ports_and_language_shifts) {
  const auto header = parsed("0C 05040B84 23F0 240101 250103 41");
  ASSERT_TRUE(header.ports);
  EXPECT_EQ(header.ports->destination, 2948);
  EXPECT_EQ(header.ports->source, 0x23F0);
  EXPECT_EQ(header.single_shift, 1);
  EXPECT_EQ(header.locking_shift, 3);
  EXPECT_EQ(parsed("04 0402 F0F1 41").ports->destination, 0xF0);
}

TEST(UserDataHeader, an_element_over_the_headers_end_is_malformed_and_the_text_still_found) {
  const auto header = parsed("05 00FF 070201 4142");
  EXPECT_TRUE(header.malformed);
  EXPECT_FALSE(header.concatenation);
  EXPECT_EQ(header.size, 6u);
  EXPECT_TRUE(parsed("01 00 41").malformed);
}

TEST(UserDataHeader, a_header_longer_than_the_message_is_none) {
  EXPECT_EQ(parse_udh(from_hex("0500032A03")).error(), UdhError::overrun);
  EXPECT_EQ(parse_udh({}).error(), UdhError::empty);
}

TEST(UserDataHeader, may_be_all_there_is) { EXPECT_EQ(parsed("00").size, 1u); }

}  // namespace
}  // namespace picket::gsm
