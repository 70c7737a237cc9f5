// SPDX-License-Identifier: Apache-2.0
#include "filter/core/arena.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "tests/filter/core/allocations.h"

namespace picket::core {
namespace {

TEST(Arena, keeps_everything_apart_and_aligned_until_it_is_reset) {
  Arena arena(64);
  std::mt19937 random(1);
  std::vector<std::span<std::uint64_t>> words;
  std::vector<std::span<std::uint8_t>> bytes;
  for (std::uint64_t round = 0; round < 300; ++round) {
    words.push_back(arena.make<std::uint64_t>(random() % 40));
    bytes.push_back(arena.make<std::uint8_t>(random() % 40));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(words.back().data()) % alignof(std::uint64_t), 0u);
    std::ranges::fill(words.back(), round);
    std::ranges::fill(bytes.back(), static_cast<std::uint8_t>(round));
  }
  for (std::size_t round = 0; round < words.size(); ++round) {
    for (const auto word : words[round]) ASSERT_EQ(word, round);
    for (const auto byte : bytes[round]) ASSERT_EQ(byte, static_cast<std::uint8_t>(round));
  }
}

TEST(Arena, allocates_nothing_once_it_has_seen_the_worst) {
  Arena arena(64, 1 << 20);
  const auto event = [&](std::size_t size) {
    for (int i = 0; i < 10; ++i) (void)arena.make<char>(size);
    arena.reset();
  };
  event(10'000);
  const std::size_t before = allocations();
  for (int i = 0; i < 100; ++i) event(10);
  event(10'000);
  EXPECT_EQ(allocations(), before);
}

TEST(Arena, gives_back_what_is_above_its_cap) {
  Arena arena(64, 1000);
  (void)arena.make<char>(1'000'000);
  EXPECT_GE(arena.capacity(), 1'000'000u);
  arena.reset();
  EXPECT_EQ(arena.capacity(), 1000u);
  EXPECT_EQ(arena.make<char>(500).size(), 500u);
}

TEST(Arena, copies_text) {
  Arena arena;
  std::string text = "积分";
  const std::string_view copy = arena.copy(text);
  text = "xxxxxx";
  EXPECT_EQ(copy, "积分");
  EXPECT_EQ(arena.copy(""), "");
}

TEST(Arena, takes_the_tail_of_the_latest_back) {
  Arena arena(1024);
  const auto first = arena.make<char>(100);
  const auto kept = arena.shrink(first, 10);
  EXPECT_EQ(kept.size(), 10u);
  EXPECT_EQ(arena.make<char>(1).data(), kept.data() + 10);
  // Something has been made since: nothing is taken back, but the span is shorter all the same.
  EXPECT_EQ(arena.shrink(kept, 5).size(), 5u);
  EXPECT_NE(arena.make<char>(1).data(), kept.data() + 5);
}

}  // namespace
}  // namespace picket::core
