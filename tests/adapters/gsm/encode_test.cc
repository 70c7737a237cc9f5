// SPDX-License-Identifier: Apache-2.0
#include "adapters/gsm/encode.h"

#include <gtest/gtest.h>

#include "adapters/gsm/udh.h"
#include "tests/adapters/gsm/octets.h"

namespace picket::gsm {
namespace {

std::string repeated(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

std::string joined(const std::vector<std::vector<std::uint8_t>>& parts, Alphabet alphabet) {
  std::vector<std::uint8_t> octets;
  for (const auto& part : parts) {
    const auto header = parse_udh(part);
    EXPECT_TRUE(header && header->concatenation);
    octets.insert(octets.end(), part.begin() + static_cast<std::ptrdiff_t>(header->size),
                  part.end());
  }
  return decoded(alphabet, octets);
}

TEST(Encode, prefers_septets_and_falls_back_to_ucs2) {
  EXPECT_EQ(encode("hello").alphabet, Alphabet::gsm7);
  EXPECT_EQ(encode("hello").data_coding, 0);
  EXPECT_EQ(encode("您好").alphabet, Alphabet::ucs2);
  EXPECT_EQ(encode("您好").data_coding, 8);
}

TEST(SplitText, leaves_a_short_text_whole) {
  EXPECT_EQ(split_text(encode(repeated("a", 160)), 1).size(), 1u);
  EXPECT_EQ(split_text(encode(repeated("您", 70)), 1).size(), 1u);
}

TEST(SplitText, numbers_parts_of_the_standards_sizes) {
  const auto parts = split_text(encode(repeated("a", 161)), 7);
  ASSERT_EQ(parts.size(), 2u);
  EXPECT_EQ(parts[0].size(), 6u + 153u);
  EXPECT_EQ(parse_udh(parts[1])->concatenation->number, 2);
  EXPECT_EQ(parse_udh(parts[1])->concatenation->reference, 7);
  EXPECT_EQ(split_text(encode(repeated("您", 71)), 7)[0].size(), 6u + 134u);
  EXPECT_EQ(split_text(encode(repeated("您", 71)), 7, 16)[0].size(), 7u + 132u);
}

TEST(SplitText, cuts_no_escape_sequence_and_no_surrogate_pair) {
  for (int before = 150; before < 156; ++before) {
    const std::string text = repeated("a", before) + "€" + repeated("b", 20);
    for (const auto& part : split_text(encode(text), 7)) EXPECT_NE(part.back(), 0x1B);
    EXPECT_EQ(joined(split_text(encode(text), 7), Alphabet::gsm7), text);
  }
  for (int before = 60; before < 70; ++before) {
    const std::string text = repeated("您", before) + "😀" + repeated("好", 20);
    for (const auto& part : split_text(encode(text), 7)) {
      EXPECT_NE(part[part.size() - 2] & 0xFC, 0xD8);
    }
    EXPECT_EQ(joined(split_text(encode(text), 7), Alphabet::ucs2), text);
  }
}

}  // namespace
}  // namespace picket::gsm
