// SPDX-License-Identifier: Apache-2.0
// Sessions on two workers at once.
#include <gtest/gtest.h>

#include <array>
#include <barrier>
#include <thread>

#include "tests/adapters/smpp/relay_harness.h"

namespace picket::smpp {
namespace {

// Each is given one half of a fraud at the same moment.
TEST(RelayWorkers, never_forward_both_halves_of_a_fraud) {
  constexpr std::uint16_t kMessages = 2000;
  const std::string text = std::string(151, '.') + "fraud" + std::string(100, '.');
  Shared shared({.parts = {.memory = 8 << 20}, .codings = 1 << 10, .dropped = 16});
  std::vector<std::array<bool, 2>> forwarded(kMessages);
  std::barrier start(2);
  const auto work = [&](std::size_t half) {
    RelayHarness harness(with_window(2 * kMessages), &shared);
    harness.bind(half == 0 ? "first" : "second");
    for (std::uint16_t i = 0; i < kMessages; ++i) {
      const auto parts = part_pdus(1, text, i, 16);
      start.arrive_and_wait();
      harness.give(Side::esme, parts.at(half));
      const bool passed = !harness.take(Side::smsc).empty();
      const bool answered = !harness.take(Side::esme).empty();
      EXPECT_NE(passed, answered);
      forwarded[i][half] = passed;
    }
  };
  std::thread other(work, 1);
  work(0);
  other.join();
  for (const auto& both : forwarded) {
    ASSERT_FALSE(both[0] && both[1]);
    ASSERT_TRUE(both[0] || both[1]);  // and the first to come is not held back
  }
}

}  // namespace
}  // namespace picket::smpp
