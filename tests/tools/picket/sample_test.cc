// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/sample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <vector>

namespace picket {
namespace {

struct Numbered {
  int number = 0;
  std::uint64_t alike = 1;
};

std::vector<int> sample_of(const std::vector<int>& numbers, std::size_t limit, std::uint64_t seed) {
  tool::Sample<Numbered> sample(limit, seed);
  for (const int number : numbers) sample.offer({number}, static_cast<std::uint64_t>(number));
  std::vector<int> taken;
  for (const Numbered& one : sample.take()) taken.push_back(one.number);
  return taken;
}

std::vector<int> up_to(int end) {
  std::vector<int> numbers;
  for (int i = 0; i < end; ++i) numbers.push_back(i);
  return numbers;
}

TEST(Sample, keeps_all_of_few_and_some_of_many) {
  EXPECT_EQ(sample_of(up_to(5), 9, 1), up_to(5));
  EXPECT_EQ(sample_of(up_to(1000), 9, 1).size(), 9u);
  EXPECT_TRUE(sample_of(up_to(5), 0, 1).empty());
}

TEST(Sample, is_the_same_whatever_the_order) {
  std::vector<int> numbers = up_to(500);
  std::vector<int> first = sample_of(numbers, 20, 7);
  EXPECT_TRUE(std::ranges::is_sorted(first));  // as they came
  std::ranges::shuffle(numbers, std::mt19937(1));
  std::vector<int> second = sample_of(numbers, 20, 7);
  std::ranges::sort(second);
  EXPECT_EQ(first, second);
  EXPECT_NE(sample_of(up_to(500), 20, 8), first);
}

TEST(Sample, counts_what_is_alike_and_gives_it_no_second_chance) {
  tool::Sample<Numbered> sample(200, 1);
  for (int i = 0; i < 400; ++i) sample.offer({i}, static_cast<std::uint64_t>(i % 4 == 0 ? i : 3));
  const std::vector<Numbered> taken = sample.take();
  ASSERT_EQ(taken.size(), 101u);
  EXPECT_EQ(taken[1].number, 1);
  EXPECT_EQ(taken[1].alike, 300u);
  EXPECT_EQ(taken[2].alike, 1u);
}

TEST(Sample, gives_each_the_same_chance) {
  std::map<int, int> taken;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    for (const int number : sample_of(up_to(10), 3, seed)) ++taken[number];
  }
  for (const auto& [number, count] : taken) EXPECT_NEAR(count, 900, 120) << number;
  EXPECT_EQ(taken.size(), 10u);
}

}  // namespace
}  // namespace picket
