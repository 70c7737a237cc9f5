// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/ordered_answers.h"

#include <gtest/gtest.h>

#include <deque>
#include <optional>
#include <random>

namespace picket::smpp {
namespace {

// Against a slow exact model: whatever comes in whatever order, answers go in order.
TEST(OrderedAnswers, agree_with_a_simple_model) {
  std::mt19937 random(11);
  OrderedAnswers answers;
  Bytes out;
  Bytes expected;
  struct Open {
    std::uint32_t ticket;
    std::optional<std::uint8_t> answer;
  };
  std::deque<Open> open;
  std::size_t held = 0;
  for (int step = 0; step < 20'000; ++step) {
    if (random() % 2 == 0 && open.size() < 100) {
      open.push_back({answers.open(step), std::nullopt});
      ASSERT_NE(open.back().ticket, 0u);
    } else if (!open.empty()) {
      Open& chosen = open[random() % open.size()];
      if (chosen.answer) continue;
      chosen.answer = static_cast<std::uint8_t>(random());
      answers.answer(chosen.ticket, Octets(&*chosen.answer, 1), out);
      ++held;
    }
    while (!open.empty() && open.front().answer) {
      expected.push_back(*open.front().answer);
      open.pop_front();
      --held;
    }
    ASSERT_EQ(out, expected);
    ASSERT_EQ(answers.held_octets(), held);
  }
}

TEST(OrderedAnswers, give_up_what_does_not_come_only_where_others_wait) {
  OrderedAnswers answers;
  Bytes out;
  const Bytes a{'a'};
  const Bytes b{'b'};
  const auto first = answers.open(1);
  answers.expire(100, out);
  answers.answer(first, a, out);
  EXPECT_EQ(out, a);
  const auto second = answers.open(1);
  const auto third = answers.open(1);
  answers.answer(third, b, out);
  answers.expire(1, out);
  EXPECT_EQ(out, a);
  answers.expire(2, out);
  EXPECT_EQ(out, (Bytes{'a', 'b'}));
  answers.answer(second, a, out);
  EXPECT_EQ(out, (Bytes{'a', 'b', 'a'}));
  EXPECT_EQ(answers.held_octets(), 0u);
}

}  // namespace
}  // namespace picket::smpp
