// SPDX-License-Identifier: Apache-2.0
#include "adapters/gsm/gb18030.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iconv.h>

#include "tests/adapters/gsm/octets.h"

namespace picket::gsm {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

TEST(Gb18030, reads_gbk_text_and_ascii) {
  EXPECT_EQ(decoded(Alphabet::gb18030, from_hex("D2F8 D0D0 BFA8 2039 35")), "银行卡 95");
  EXPECT_EQ(decoded(Alphabet::gb18030, from_hex("8140 FE4F")), "丂﨩");
}

TEST(Gb18030, reads_four_octet_codes_of_both_kinds) {
  EXPECT_EQ(decoded(Alphabet::gb18030, from_hex("81308130 9439FC36")), "\u0080😀");
}

TEST(Gb18030, replaces_what_is_none) {
  EXPECT_EQ(decoded(Alphabet::gb18030, from_hex("80 41")),
            "\uFFFD"
            "A");
  EXPECT_EQ(decoded(Alphabet::gb18030, from_hex("D2")), "\uFFFD");
  EXPECT_EQ(decoded(Alphabet::gb18030, from_hex("D220 41")), "\uFFFD A");
  EXPECT_EQ(decoded(Alphabet::gb18030, from_hex("FE39FE39")), "\uFFFD");
}

// The C library's own conversion of every pair of octets.
TEST(Gb18030, agrees_with_iconv_on_every_pair) {
  const iconv_t converter = iconv_open("UTF-8", "GB18030");
  ASSERT_NE(converter, reinterpret_cast<iconv_t>(-1));
  for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
    for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
      if (trail == 0x7F) continue;
      char in[2] = {static_cast<char>(lead), static_cast<char>(trail)};
      char out[8];
      char* from = in;
      char* to = out;
      std::size_t from_left = 2;
      std::size_t to_left = sizeof out;
      iconv(converter, nullptr, nullptr, nullptr, nullptr);
      if (iconv(converter, &from, &from_left, &to, &to_left) != 0) continue;
      const std::vector<std::uint8_t> octets{static_cast<std::uint8_t>(lead),
                                             static_cast<std::uint8_t>(trail)};
      ASSERT_EQ(decoded(Alphabet::gb18030, octets), std::string(out, to)) << lead << " " << trail;
    }
  }
  iconv_close(converter);
}

TEST(Gb18030, is_the_second_reading_of_chinese_octets_labelled_as_another_alphabet) {
  const auto text = from_hex("D2F8 D0D0 BFA8 A3AC 39 35");
  EXPECT_THAT(second_readings(Alphabet::gsm7, text), Contains(Alphabet::gb18030));
  EXPECT_THAT(second_readings(Alphabet::latin1, text), Contains(Alphabet::gb18030));
  EXPECT_THAT(second_readings(Alphabet::gb18030, text), IsEmpty());
  // Of Han alone, which would be Hangul in UCS-2.
  EXPECT_THAT(second_readings(Alphabet::gsm7, from_hex("D2F8 D0D0 BFA8 D2F8")),
              Contains(Alphabet::gb18030));
  EXPECT_THAT(second_readings(Alphabet::latin1, from_text("caf\xE9 ol\xE9")), IsEmpty());
}

}  // namespace
}  // namespace picket::gsm
