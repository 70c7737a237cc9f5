// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "adapters/gsm/alphabet.h"
#include "adapters/gsm/encode.h"
#include "tests/adapters/gsm/octets.h"

namespace picket::gsm {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

const std::string kHan = "您的银行卡已冻结，请点击链接处理";

std::vector<std::uint8_t> swapped(std::vector<std::uint8_t> octets) {
  for (std::size_t i = 0; i + 1 < octets.size(); i += 2) std::swap(octets[i], octets[i + 1]);
  return octets;
}

TEST(SecondReading, leaves_true_labels_alone) {
  EXPECT_THAT(second_readings(Alphabet::gsm7, *encode_gsm7("Your card is blocked, call 95588")),
              IsEmpty());
  EXPECT_THAT(second_readings(Alphabet::ucs2, encode_ucs2(kHan)), IsEmpty());
  EXPECT_THAT(second_readings(Alphabet::ucs2, encode_ucs2("Your card is blocked")), IsEmpty());
  EXPECT_THAT(second_readings(Alphabet::latin1, from_hex("4765667261 67 74 E9")), IsEmpty());
  EXPECT_THAT(second_readings(Alphabet::binary, from_hex("00010203FF")), IsEmpty());
  EXPECT_THAT(second_readings(Alphabet::gsm7, {}), IsEmpty());
  EXPECT_THAT(second_readings(Alphabet::binary, {}), IsEmpty());
}

TEST(SecondReading, finds_ucs2_labelled_as_the_default_alphabet) {
  EXPECT_THAT(second_readings(Alphabet::gsm7, encode_ucs2(kHan)), Contains(Alphabet::ucs2));
  EXPECT_THAT(second_readings(Alphabet::latin1, encode_ucs2(kHan)), Contains(Alphabet::ucs2));
  EXPECT_THAT(second_readings(Alphabet::gsm7, encode_ucs2("call now")), Contains(Alphabet::ucs2));
}

TEST(SecondReading, finds_utf8_under_any_label) {
  for (const Alphabet label :
       {Alphabet::gsm7, Alphabet::latin1, Alphabet::ucs2, Alphabet::binary}) {
    EXPECT_THAT(second_readings(label, from_text(kHan)), Contains(Alphabet::utf8))
        << static_cast<int>(label);
  }
}

TEST(SecondReading, finds_little_endian_ucs2) {
  EXPECT_THAT(second_readings(Alphabet::ucs2, swapped(encode_ucs2(kHan))),
              Contains(Alphabet::ucs2_le));
  EXPECT_THAT(second_readings(Alphabet::ucs2, swapped(encode_ucs2("call now, it is urgent"))),
              Contains(Alphabet::ucs2_le));
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
      const Readings others = second_readings(Alphabet::ucs2, octets);
      const Alphabet reading = others.empty() ? Alphabet::ucs2 : *others.begin();
      EXPECT_EQ(reading, expected(high)) << high << ' ' << units;
    }
  }
}

TEST(SecondReading, finds_plain_text_labelled_as_binary_or_ucs2) {
  EXPECT_THAT(second_readings(Alphabet::binary, from_text("click here now")),
              Contains(Alphabet::utf8));
  EXPECT_THAT(second_readings(Alphabet::ucs2, from_text("click here now")),
              Contains(Alphabet::utf8));
}

// An octet more does not hide what the others are.
TEST(SecondReading, finds_texts_with_an_octet_put_in) {
  auto utf8 = from_text(kHan);
  utf8.push_back(0x1B);
  utf8.push_back(0xFF);
  EXPECT_THAT(second_readings(Alphabet::gsm7, utf8), Contains(Alphabet::utf8));
  auto ucs2 = encode_ucs2(kHan);
  ucs2.push_back(0x20);
  EXPECT_THAT(second_readings(Alphabet::gsm7, ucs2), Contains(Alphabet::ucs2));
}

// 中奖 in UCS-2, and a Hangul syllable whose octets are a pair of GB 2312.
TEST(SecondReading, is_each_that_octets_look_like) {
  const auto octets = from_hex("4E2D 5956 B0A1");
  for (const Alphabet label :
       {Alphabet::gsm7, Alphabet::latin1, Alphabet::jis_x0208, Alphabet::ks_x1001}) {
    EXPECT_THAT(second_readings(label, octets), Contains(Alphabet::ucs2));
    EXPECT_THAT(second_readings(label, octets), Contains(Alphabet::gb18030));
  }
}

TEST(SecondReading, takes_other_high_octets_for_latin1) {
  EXPECT_THAT(second_readings(Alphabet::gsm7, from_hex("636166E9")), Contains(Alphabet::latin1));
}

}  // namespace
}  // namespace picket::gsm
