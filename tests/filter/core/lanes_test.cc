// SPDX-License-Identifier: Apache-2.0
#include "filter/core/lanes.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace picket::core {
namespace {

using Bytes = std::array<std::uint8_t, 16>;

// Bytes that matter at the borders of a test are as frequent as all others together.
class Lanes : public ::testing::Test {
 protected:
  Bytes some() {
    constexpr std::array<std::uint8_t, 12> kBorders = {0x00, 0x0F, 0x10, 0x7F, 0x80, 0x81,
                                                       0xBF, 0xC0, 0xC1, 0xEF, 0xF4, 0xFF};
    Bytes bytes;
    for (std::uint8_t& byte : bytes)
      byte = random_() % 2 == 0 ? kBorders[random_() % kBorders.size()]
                                : static_cast<std::uint8_t>(random_());
    return bytes;
  }

  static constexpr int kTimes = 20'000;
  std::mt19937 random_{17};
};

TEST_F(Lanes, are_loaded_in_the_order_of_memory) {
  for (int time = 0; time < kTimes; ++time) {
    const Bytes bytes = some();
    EXPECT_EQ(bits_of<Bytes>(load_sixteen(bytes.data())), bytes);
    Bytes low{};
    std::memcpy(low.data(), bytes.data(), 8);
    EXPECT_EQ(bits_of<Bytes>(load_eight(bytes.data())), low);
  }
}

TEST_F(Lanes, tops_are_a_bit_each_the_first_lane_lowest) {
  for (int time = 0; time < kTimes; ++time) {
    const Bytes bytes = some();
    std::uint32_t of_bytes = 0;
    for (std::size_t i = 0; i < 16; ++i)
      if (bytes[i] >= 0x80) of_bytes |= 1u << i;
    EXPECT_EQ(tops_of(load_sixteen(bytes.data())), of_bytes);

    std::array<std::uint32_t, 4> words;
    std::memcpy(words.data(), bytes.data(), sizeof words);
    std::uint32_t of_words = 0;
    for (std::size_t i = 0; i < 4; ++i)
      if (words[i] >= 0x8000'0000) of_words |= 1u << i;
    EXPECT_EQ(tops_of(bits_of<Words>(words)), of_words);
  }
}

TEST_F(Lanes, utf8_starts_are_all_but_continuation_bytes) {
  for (int time = 0; time < kTimes; ++time) {
    const Bytes bytes = some();
    std::uint32_t starts = 0;
    for (std::size_t i = 0; i < 16; ++i)
      if ((bytes[i] & 0xC0) != 0x80) starts |= 1u << i;
    EXPECT_EQ(utf8_starts(load_sixteen(bytes.data())), starts);
  }
}

TEST_F(Lanes, shuffled_picks_lanes_and_leaves_0_where_told_to) {
  for (int time = 0; time < kTimes; ++time) {
    const Bytes bytes = some();
    Bytes by = some();
    // What is neither a lane nor has its top bit set is not promised.
    for (std::uint8_t& lane : by)
      if (lane < 0x80) lane %= 16;
    Bytes picked{};
    for (std::size_t i = 0; i < 16; ++i)
      if (by[i] < 16) picked[i] = bytes[by[i]];
    EXPECT_EQ(bits_of<Bytes>(shuffled(load_sixteen(bytes.data()), load_sixteen(by.data()))),
              picked);
  }
}

}  // namespace
}  // namespace picket::core
