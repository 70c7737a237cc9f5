// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/coding_memory.h"

#include <gtest/gtest.h>

#include <string>

namespace picket::smpp {
namespace {

TEST(CodingMemory, knows_messages_by_route_and_id) {
  CodingMemory memory(1 << 12);
  const auto bank = memory.route_key("smpp:bank");
  const auto shop = memory.route_key("smpp:shop");
  EXPECT_EQ(memory.find(bank, "a1"), std::nullopt);
  memory.remember(bank, "a1", 8);
  memory.remember(bank, "a-longer-id-of-24-octets", 0);
  EXPECT_EQ(memory.find(bank, "a1"), 8);
  EXPECT_EQ(memory.find(bank, "a-longer-id-of-24-octets"), 0);
  EXPECT_EQ(memory.find(shop, "a1"), std::nullopt);
  EXPECT_EQ(memory.find(bank, "a2"), std::nullopt);
  memory.remember(bank, "a1", 0xF5);
  EXPECT_EQ(memory.find(bank, "a1"), 0xF5);
}

// What is forgotten is unknown; nothing is ever remembered as another.
TEST(CodingMemory, is_bounded_and_never_wrong) {
  CodingMemory memory(1 << 8);
  const auto route = memory.route_key("smpp:bank");
  for (int i = 0; i < 10'000; ++i) {
    memory.remember(route, std::to_string(i), static_cast<std::uint8_t>(i));
  }
  int known = 0;
  for (int i = 0; i < 10'000; ++i) {
    const auto found = memory.find(route, std::to_string(i));
    if (!found) continue;
    ++known;
    ASSERT_EQ(*found, static_cast<std::uint8_t>(i));
  }
  EXPECT_GT(known, 100);
  EXPECT_LE(known, 256);
}

// Of ids that begin alike, of any length, and of routes such as well.
TEST(CodingMemory, tells_short_ids_of_different_lengths_apart) {
  CodingMemory memory(1 << 20);
  const auto route = memory.route_key("smpp:x2");
  EXPECT_NE(route, memory.route_key("smpp:x23"));
  for (int i = 0; i < 3'000; ++i) memory.remember(route, std::to_string(i), 8);
  for (int i = 0; i < 3'000; i += 2) memory.remember(route, std::to_string(i), 0);
  int known = 0;
  for (int i = 0; i < 3'000; ++i) {
    const auto found = memory.find(route, std::to_string(i));
    if (!found) continue;
    ++known;
    EXPECT_EQ(*found, i % 2 == 0 ? 0 : 8) << i;
  }
  EXPECT_GT(known, 2'900);
}

}  // namespace
}  // namespace picket::smpp
