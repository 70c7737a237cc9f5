// SPDX-License-Identifier: Apache-2.0
#include "filter/state/memory.h"

#include <gtest/gtest.h>

#include <array>

namespace picket::state {
namespace {

TEST(UnknownMemory, answers_unknown_to_everything) {
  const std::array<CountRequest, 2> counts{};
  const std::array<LookBackRequest, 1> look_backs{};
  std::array<std::optional<std::uint32_t>, 2> count_answers{7, 7};
  std::array<core::Truth, 1> look_back_answers{core::Truth::yes};
  UnknownMemory memory;
  memory.exchange({.at = {}, .identity = {}, .counts = counts, .look_backs = look_backs},
                  {count_answers, look_back_answers});
  EXPECT_EQ(count_answers[0], std::nullopt);
  EXPECT_EQ(count_answers[1], std::nullopt);
  EXPECT_EQ(look_back_answers[0], core::Truth::unknown);
}

}  // namespace
}  // namespace picket::state
