// SPDX-License-Identifier: Apache-2.0
#include "filter/core/striped_map.h"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <random>
#include <thread>
#include <unordered_map>
#include <vector>

namespace picket::core {
namespace {

struct SpreadHash {
  std::uint64_t operator()(std::uint64_t key) const noexcept { return mix64(key); }
};
// Everything in one stripe and one bucket: keys are told apart by themselves.
struct ClashingHash {
  std::uint64_t operator()(std::uint64_t) const noexcept { return 0; }
};

struct Counter {
  std::uint64_t count = 0;
};

template <class Hash>
using Map = StripedMap<std::uint64_t, Counter, Hash>;

template <class Hash>
std::uint64_t bump(Map<Hash>& map, std::uint64_t key, Ticks now, Ticks keep) {
  std::uint64_t after = 0;
  map.upsert(key, now, keep, [&](auto& entry) {
    if (entry.fresh) entry.value.count = 0;
    after = ++entry.value.count;
  });
  return after;
}

template <class Hash>
std::uint64_t count_of(Map<Hash>& map, std::uint64_t key, Ticks now) {
  std::uint64_t count = 0;
  map.find(key, now, [&](auto& entry) { count = entry.value.count; });
  return count;
}

TEST(StripedMap, keeps_an_entry_until_its_deadline) {
  Map<SpreadHash> map({.capacity = 100});
  EXPECT_EQ(bump(map, 1, 0, 10), 1u);
  EXPECT_EQ(bump(map, 1, 9, 10), 2u);
  EXPECT_EQ(count_of(map, 1, 9), 2u);
  EXPECT_EQ(count_of(map, 1, 10), 0u);
  EXPECT_EQ(bump(map, 1, 11, 10), 1u);
  EXPECT_EQ(map.counts().expired, 1u);
  EXPECT_EQ(map.counts().entries, 1u);
}

TEST(StripedMap, lets_the_functor_move_the_deadline_and_drop_the_entry) {
  Map<SpreadHash> map({.capacity = 100});
  bump(map, 1, 0, 10);
  map.find(1, 5, [](auto& entry) { entry.deadline = 100; });
  EXPECT_EQ(count_of(map, 1, 50), 1u);
  map.find(1, 50, [](auto& entry) { entry.drop = true; });
  EXPECT_EQ(count_of(map, 1, 50), 0u);
  EXPECT_EQ(map.counts().entries, 0u);
  map.upsert(2, 0, 10, [](auto& entry) { entry.drop = true; });
  EXPECT_EQ(map.counts().entries, 0u);
}

TEST(StripedMap, evicts_what_was_used_least_recently) {
  Map<ClashingHash> map({.capacity = 3, .stripes = 1});
  for (std::uint64_t key : {1, 2, 3}) bump(map, key, 0, 100);
  EXPECT_EQ(count_of(map, 1, 1), 1u);
  bump(map, 4, 1, 100);
  EXPECT_EQ(count_of(map, 2, 1), 0u);
  EXPECT_EQ(count_of(map, 1, 1), 1u);
  EXPECT_EQ(count_of(map, 3, 1), 1u);
  EXPECT_EQ(count_of(map, 4, 1), 1u);
  EXPECT_EQ(map.counts().evicted, 1u);
}

TEST(StripedMap, refuses_where_it_is_told_to) {
  Map<ClashingHash> map({.capacity = 2, .stripes = 1, .when_full = WhenFull::refuse});
  bump(map, 1, 0, 100);
  bump(map, 2, 0, 10);
  EXPECT_FALSE(map.upsert(3, 5, 10, [](auto&) { FAIL(); }));
  EXPECT_EQ(map.counts().refused, 1u);
  EXPECT_TRUE(map.upsert(1, 5, 10, [](auto& entry) { EXPECT_FALSE(entry.fresh); }));
  EXPECT_TRUE(map.upsert(3, 20, 10, [](auto& entry) { EXPECT_TRUE(entry.fresh); }))
      << "key 2 is past its deadline and least recently used";
}

TEST(StripedMap, sweeps_a_stripe) {
  Map<ClashingHash> map({.capacity = 8, .stripes = 1});
  for (std::uint64_t key = 0; key < 5; ++key) bump(map, key, 0, 10);
  bump(map, 9, 0, 100);
  EXPECT_EQ(map.sweep(0, 9, 100), 0u);
  EXPECT_EQ(map.sweep(0, 10, 3), 3u);
  EXPECT_EQ(map.sweep(0, 10, 100), 2u);
  EXPECT_EQ(map.counts().entries, 1u);
}

struct Blocks {
  int* given_back = nullptr;
  void let_go() noexcept {
    if (given_back != nullptr) ++*given_back;
  }
};

TEST(StripedMap, tells_a_value_that_its_entry_ends) {
  int given_back = 0;
  StripedMap<std::uint64_t, Blocks, ClashingHash> map({.capacity = 1, .stripes = 1});
  const auto hold = [&](auto& entry) { entry.value.given_back = &given_back; };
  map.upsert(1, 0, 10, hold);
  EXPECT_EQ(given_back, 0);
  map.upsert(2, 0, 10, hold);
  EXPECT_EQ(given_back, 1) << "evicted";
  map.sweep(0, 10, 1);
  EXPECT_EQ(given_back, 2) << "expired";
}

// Against a model that remembers everything and looks at deadlines; large enough never to evict.
TEST(StripedMap, agrees_with_a_slow_model) {
  struct Remembered {
    std::uint64_t count;
    Ticks deadline;
  };
  Map<SpreadHash> map({.capacity = 4096, .stripes = 4});
  std::unordered_map<std::uint64_t, Remembered> model;
  std::mt19937_64 random(9);
  Ticks now = 0;
  for (int round = 0; round < 200'000; ++round) {
    now += static_cast<Ticks>(random() % 3);
    const std::uint64_t key = random() % 300;
    const auto keep = static_cast<Ticks>(1 + random() % 400);
    if (const auto known = model.find(key); known != model.end() && known->second.deadline <= now) {
      model.erase(known);
    }
    const auto known = model.find(key);
    switch (random() % 4) {
      case 0:
        ASSERT_EQ(count_of(map, key, now), known == model.end() ? 0 : known->second.count);
        break;
      case 1:
        ASSERT_EQ(map.find(key, now, [](auto& entry) { entry.drop = true; }), known != model.end());
        model.erase(key);
        break;
      default:
        model.try_emplace(key, Remembered{0, now + keep});
        ASSERT_EQ(bump(map, key, now, keep), ++model.at(key).count);
    }
  }
  EXPECT_EQ(map.counts().evicted, 0u);
}

TEST(StripedMap, loses_no_update_between_threads) {
  constexpr int kThreads = 4;
  constexpr std::uint64_t kRounds = 20'000, kKeys = 16;
  Map<SpreadHash> map({.capacity = 1024, .stripes = 2});
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&map] {
      for (std::uint64_t round = 0; round < kRounds; ++round) bump(map, round % kKeys, 0, 10);
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::uint64_t sum = 0;
  for (std::uint64_t key = 0; key < kKeys; ++key) sum += count_of(map, key, 0);
  EXPECT_EQ(sum, kThreads * kRounds);
}

// Entries are made, dropped, evicted and swept by all threads; none is ever seen half made.
TEST(StripedMap, keeps_entries_whole_under_pressure) {
  struct Pair {
    std::uint64_t key = 0;
    std::uint64_t copy = 0;
  };
  StripedMap<std::uint64_t, Pair, SpreadHash> map({.capacity = 32, .stripes = 4});
  std::atomic<int> torn{0};
  std::vector<std::thread> threads;
  for (std::uint64_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      std::mt19937_64 random(t);
      for (Ticks now = 0; now < 20'000; ++now) {
        const std::uint64_t key = random() % 200;
        map.upsert(key, now, 50, [&](auto& entry) {
          if (entry.fresh) entry.value = {key, key};
          if (entry.value.key != key || entry.value.copy != key) ++torn;
          entry.drop = random() % 8 == 0;
        });
        if (now % 64 == 0) map.sweep(static_cast<std::size_t>(now / 64) % 4, now, 8);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(torn, 0);
  EXPECT_LE(map.counts().entries, map.capacity());
}

}  // namespace
}  // namespace picket::core
