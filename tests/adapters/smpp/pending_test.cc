// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/pending.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

namespace picket::smpp {
namespace {

PendingRequest request(std::uint32_t sent, std::uint32_t received = 0, core::Ticks since = 0) {
  return {sent, received, Command::submit_sm, false, since};
}

TEST(PendingTable, gives_back_what_was_put_in_once) {
  PendingTable table;
  table.insert(request(7, 70));
  EXPECT_TRUE(table.contains(7));
  const auto taken = table.take(7);
  ASSERT_TRUE(taken);
  EXPECT_EQ(taken->received, 70u);
  EXPECT_FALSE(table.take(7));
  EXPECT_EQ(table.size(), 0u);
}

TEST(PendingTable, knows_any_number_a_peer_may_use) {
  PendingTable table;
  for (const std::uint32_t number : {0u, 1u, 0x7FFFFFFFu, 0x80000000u, 0xFFFFFFFFu}) {
    table.insert(request(number, number));
  }
  for (const std::uint32_t number : {0xFFFFFFFFu, 0u, 0x80000000u, 0x7FFFFFFFu, 1u}) {
    EXPECT_TRUE(table.take(number)) << number;
  }
}

TEST(PendingTable, agrees_with_a_map_whatever_the_numbers) {
  std::mt19937 random(5);
  for (const std::uint32_t step : {1u, 16u, 4096u, 65536u}) {
    PendingTable table;
    std::map<std::uint32_t, std::uint32_t> model;
    for (int i = 0; i < 20'000; ++i) {
      const std::uint32_t number = static_cast<std::uint32_t>(random() % 600) * step;
      if (random() % 2 == 0 && !model.contains(number)) {
        table.insert(request(number, static_cast<std::uint32_t>(i)));
        model[number] = static_cast<std::uint32_t>(i);
      } else {
        const auto taken = table.take(number);
        ASSERT_EQ(taken.has_value(), model.contains(number));
        if (taken) {
          ASSERT_EQ(taken->received, model[number]);
        }
        model.erase(number);
      }
      ASSERT_EQ(table.size(), model.size());
    }
  }
}

TEST(PendingTable, expires_exactly_the_old_ones) {
  PendingTable table;
  for (std::uint32_t i = 0; i < 100; ++i) table.insert(request(i * 3, 0, i));
  EXPECT_EQ(table.expire(40), 40u);
  for (std::uint32_t i = 0; i < 100; ++i) EXPECT_EQ(table.contains(i * 3), i >= 40) << i;
}

TEST(PendingTable, finds_free_numbers_between_1_and_7FFFFFFF) {
  PendingTable table;
  for (int i = 0; i < 100; ++i) {
    const std::uint32_t number = table.free_number();
    EXPECT_GE(number, 1u);
    EXPECT_LE(number, 0x7FFFFFFFu);
    EXPECT_FALSE(table.contains(number));
    table.insert(request(number));
  }
}

// §3.2 and §5.1.4 end the range there.
TEST(PendingTable, goes_on_from_1_behind_7FFFFFFF) {
  PendingTable table(0x7FFFFFFE);
  table.insert(request(1));
  EXPECT_EQ(table.free_number(), 0x7FFFFFFEu);
  EXPECT_EQ(table.free_number(), 0x7FFFFFFFu);
  EXPECT_EQ(table.free_number(), 2u);
}

}  // namespace
}  // namespace picket::smpp
