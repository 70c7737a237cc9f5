// SPDX-License-Identifier: Apache-2.0
#include "tools/load/pending.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <set>

namespace picket::load {
namespace {

Clock::time_point at(int n) { return Clock::time_point(std::chrono::microseconds(n)); }

TEST(Pending, is_full_at_its_window) {
  Pending pending(2);
  pending.add(at(1));
  EXPECT_TRUE(pending.may_add());
  pending.add(at(2));
  EXPECT_FALSE(pending.may_add());
  Clock::time_point since;
  EXPECT_EQ(pending.take(0, since), Answer::expected);
  EXPECT_EQ(since, at(1));
  EXPECT_TRUE(pending.may_add());
}

TEST(Pending, tells_first_from_second_answers_and_from_answers_to_nothing) {
  Pending pending(10);
  Clock::time_point since;
  EXPECT_EQ(pending.take(0, since), Answer::unknown);
  pending.add(at(1));
  EXPECT_EQ(pending.take(0, since), Answer::expected);
  EXPECT_EQ(pending.take(0, since), Answer::duplicate);
  EXPECT_EQ(pending.take(1, since), Answer::unknown);
  EXPECT_EQ(pending.take(UINT64_MAX, since), Answer::unknown);
}

TEST(Pending, finds_duplicates_long_after_their_place_was_used_again) {
  Pending pending(1);
  Clock::time_point since;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    ASSERT_TRUE(pending.may_add());
    pending.add(at(1));
    ASSERT_EQ(pending.take(i, since), Answer::expected);
  }
  for (std::uint64_t i = 0; i < 1000; ++i) ASSERT_EQ(pending.take(i, since), Answer::duplicate);
}

TEST(Pending, names_the_one_that_waits_longest) {
  Pending pending(4);
  for (int i = 0; i < 4; ++i) pending.add(at(i));
  Clock::time_point since;
  pending.take(0, since);
  pending.take(2, since);
  EXPECT_EQ(pending.oldest(), at(1));
  pending.take(1, since);
  EXPECT_EQ(pending.oldest(), at(3));
}

// Against a set of ordinals: answers in random order, some twice, some to what was never sent.
TEST(Pending, agrees_with_a_plain_set_under_random_answers) {
  std::mt19937 random(11);
  for (int round = 0; round < 20; ++round) {
    Pending pending(static_cast<std::uint32_t>(1 + random() % 50));
    std::set<std::uint64_t> waiting;
    Clock::time_point since;
    for (int step = 0; step < 5000; ++step) {
      if (random() % 2 == 0 && pending.may_add()) {
        waiting.insert(pending.add(at(step)));
        continue;
      }
      const std::uint64_t ordinal = random() % (pending.added() + 3);
      const auto wanted = ordinal >= pending.added()    ? Answer::unknown
                          : waiting.erase(ordinal) == 1 ? Answer::expected
                                                        : Answer::duplicate;
      ASSERT_EQ(pending.take(ordinal, since), wanted);
      ASSERT_EQ(pending.unanswered(), waiting.size());
    }
  }
}

}  // namespace
}  // namespace picket::load
