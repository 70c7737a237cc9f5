// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

namespace picket {
namespace {

using tool::share_out;

TEST(ShareOut, does_everything_once_whatever_the_number_of_lanes) {
  for (const unsigned lanes : {1u, 2u, 7u}) {
    for (const std::size_t count : {0u, 1u, 15u, 16u, 1000u}) {
      std::vector<int> done(count, 0);
      std::vector<std::size_t> by_lane(lanes, 0);
      share_out(lanes, count, [&](unsigned lane, std::size_t i) {
        ++done[i];
        ++by_lane[lane];
      });
      EXPECT_EQ(done, std::vector<int>(count, 1));
      std::size_t all = 0;
      for (const std::size_t one : by_lane) all += one;
      EXPECT_EQ(all, count);
    }
  }
}

TEST(ShareOut, throws_what_the_work_throws_and_ends_soon) {
  for (const unsigned lanes : {1u, 4u}) {
    std::atomic<std::size_t> done = 0;
    const auto work = [&](unsigned, std::size_t i) {
      if (i == 3) throw std::runtime_error("three");
      ++done;
    };
    try {
      share_out(lanes, 1'000'000, work);
      FAIL();
    } catch (const std::runtime_error& error) {
      EXPECT_EQ(std::string(error.what()), "three");
    }
    EXPECT_LT(done, 1'000'000u);
  }
}

}  // namespace
}  // namespace picket
