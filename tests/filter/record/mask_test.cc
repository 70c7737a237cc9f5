// SPDX-License-Identifier: Apache-2.0
#include "filter/record/mask.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "filter/core/number.h"

namespace picket::record {
namespace {

std::size_t as_it_is(std::string_view name, std::span<char> out) noexcept {
  const std::size_t size = std::min(name.size(), out.size());
  std::copy_n(name.begin(), size, out.begin());
  return size;
}

std::string masked(std::string_view number) {
  static const core::NumberingProfile profile(core::NumberingSettings::china(), as_it_is);
  std::array<char, core::Number::kCapacity> out;
  return std::string(mask(profile.normalise(number), out));
}

TEST(Mask, hides_the_middle_of_a_subscribers_number) {
  EXPECT_EQ(masked("13900000001"), "+86139****0001");
  EXPECT_EQ(masked("+8613900000001"), "+86139****0001");
  EXPECT_EQ(masked("+14155550123"), "+141****0123");
}

TEST(Mask, shows_less_of_shorter_numbers) {
  EXPECT_EQ(masked("+8521234567"), "+85****4567");
  EXPECT_EQ(masked("+2901234"), "+****234");
}

TEST(Mask, leaves_services_readable) {
  EXPECT_EQ(masked("95588"), "95588");
  EXPECT_EQ(masked("10690000123456"), "10690000123456");
  EXPECT_EQ(masked("Example Bank"), "Example Bank");
}

TEST(Mask, hides_what_is_no_number_as_well) {
  EXPECT_EQ(masked("0"), "*");
  EXPECT_EQ(masked("1234567890"), "12****7890");
}

TEST(Mask, is_empty_for_withheld) { EXPECT_EQ(masked(""), ""); }

// Whatever the number: no person's number shows more than its length less four.
TEST(Mask, hides_at_least_four_digits_or_all) {
  for (std::size_t digits = 7; digits <= 15; ++digits) {
    const std::string number = "+49" + std::string(digits - 2, '7');
    const std::string shown = masked(number);
    EXPECT_EQ(shown.size(), number.size());
    EXPECT_GE(std::count(shown.begin(), shown.end(), '*'), 4) << shown;
  }
}

}  // namespace
}  // namespace picket::record
