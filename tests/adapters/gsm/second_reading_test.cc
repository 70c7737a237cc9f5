// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "adapters/gsm/alphabet.h"
#include "adapters/gsm/encode.h"
#include "tests/adapters/gsm/octets.h"

namespace picket::gsm {
namespace {

const std::string kHan = "您的银行卡已冻结，请点击链接处理";

std::vector<std::uint8_t> swapped(std::vector<std::uint8_t> octets) {
  for (std::size_t i = 0; i + 1 < octets.size(); i += 2) std::swap(octets[i], octets[i + 1]);
  return octets;
}

TEST(SecondReading, leaves_true_labels_alone) {
  EXPECT_EQ(second_reading(Alphabet::gsm7, *encode_gsm7("Your card is blocked, call 95588")),
            Alphabet::gsm7);
  EXPECT_EQ(second_reading(Alphabet::ucs2, encode_ucs2(kHan)), Alphabet::ucs2);
  EXPECT_EQ(second_reading(Alphabet::ucs2, encode_ucs2("Your card is blocked")), Alphabet::ucs2);
  EXPECT_EQ(second_reading(Alphabet::latin1, from_hex("4765667261 67 74 E9")), Alphabet::latin1);
  EXPECT_EQ(second_reading(Alphabet::binary, from_hex("00010203FF")), Alphabet::binary);
  EXPECT_EQ(second_reading(Alphabet::gsm7, {}), Alphabet::gsm7);
  EXPECT_EQ(second_reading(Alphabet::binary, {}), Alphabet::binary);
}

TEST(SecondReading, finds_ucs2_labelled_as_the_default_alphabet) {
  EXPECT_EQ(second_reading(Alphabet::gsm7, encode_ucs2(kHan)), Alphabet::ucs2);
  EXPECT_EQ(second_reading(Alphabet::latin1, encode_ucs2(kHan)), Alphabet::ucs2);
  EXPECT_EQ(second_reading(Alphabet::gsm7, encode_ucs2("call now")), Alphabet::ucs2);
}

TEST(SecondReading, finds_utf8_under_any_label) {
  for (const Alphabet label :
       {Alphabet::gsm7, Alphabet::latin1, Alphabet::ucs2, Alphabet::binary}) {
    EXPECT_EQ(second_reading(label, from_text(kHan)), Alphabet::utf8) << static_cast<int>(label);
  }
}

TEST(SecondReading, finds_little_endian_ucs2) {
  EXPECT_EQ(second_reading(Alphabet::ucs2, swapped(encode_ucs2(kHan))), Alphabet::ucs2_le);
  EXPECT_EQ(second_reading(Alphabet::ucs2, swapped(encode_ucs2("call now, it is urgent"))),
            Alphabet::ucs2_le);
}

// Units of one high octet and 0x4E, itself one of Han: where the high octet is that of no ordinary
// block, they make more sense the other way round. Of all lengths that steps begin and end at.
TEST(SecondReading, goes_by_whether_high_octets_are_of_ordinary_blocks) {
  const auto expected = [](unsigned high) {
    const bool written = high == '\t' || high == '\n' || high == '\r';
    if (written || (high >= 0x20 && high < 0x7F)) return Alphabet::utf8;  // ASCII, like 0x4E
    const bool ordinary = high <= 0x06 || high == 0x0E || (high >= 0x4E && high <= 0x9F) ||
                          (high >= 0xAC && high <= 0xDF) || high == 0xFF;
    return ordinary ? Alphabet::ucs2 : Alphabet::ucs2_le;
  };
  for (unsigned high = 0; high < 256; ++high) {
    for (const std::size_t units : {1u, 7u, 8u, 9u, 16u, 70u}) {
      std::vector<std::uint8_t> octets;
      for (std::size_t i = 0; i < units; ++i)
        octets.insert(octets.end(), {static_cast<std::uint8_t>(high), 0x4E});
      EXPECT_EQ(second_reading(Alphabet::ucs2, octets), expected(high)) << high << ' ' << units;
    }
  }
}

TEST(SecondReading, finds_plain_text_labelled_as_binary_or_ucs2) {
  EXPECT_EQ(second_reading(Alphabet::binary, from_text("click here now")), Alphabet::utf8);
  EXPECT_EQ(second_reading(Alphabet::ucs2, from_text("click here now")), Alphabet::utf8);
}

TEST(SecondReading, takes_other_high_octets_for_latin1) {
  EXPECT_EQ(second_reading(Alphabet::gsm7, from_hex("636166E9")), Alphabet::latin1);
}

}  // namespace
}  // namespace picket::gsm
