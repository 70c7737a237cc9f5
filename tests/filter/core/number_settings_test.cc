// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "filter/core/number.h"
#include "tests/filter/core/fold_ascii.h"

namespace picket::core {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(NumberingSettings, of_china_have_no_problems) {
  EXPECT_THAT(NumberingProfile::problems(NumberingSettings::china()), IsEmpty());
}

TEST(NumberingSettings, tell_every_problem_at_once) {
  NumberingSettings settings;
  settings.country = 999;
  settings.trunk_prefix = "x";
  settings.international_prefix = "";
  settings.short_code_min = 9;
  settings.mobile = {{"7a", 10, 10}};
  settings.fixed = {{"20", 1, 10}};
  settings.access_codes = {{"106", 3, 21}};
  EXPECT_THAT(NumberingProfile::problems(settings),
              ElementsAre(HasSubstr("country"), HasSubstr("trunk_prefix"),
                          HasSubstr("international_prefix"), HasSubstr("short codes"),
                          HasSubstr("mobile"), HasSubstr("fixed"), HasSubstr("access_codes")));
}

TEST(NumberingSettings, refuse_ranges_that_look_like_calls_abroad) {
  NumberingSettings settings;
  settings.service = {{"001", 7, 7}};
  EXPECT_THAT(NumberingProfile::problems(settings), ElementsAre(HasSubstr("service")));
}

TEST(NumberingSettings, refuse_equal_trunk_and_international_prefixes) {
  NumberingSettings settings;
  settings.international_prefix = settings.trunk_prefix;
  EXPECT_THAT(NumberingProfile::problems(settings), ElementsAre(HasSubstr("must differ")));
}

TEST(NumberingSettings, refuse_to_take_every_number_for_international) {
  NumberingSettings settings;
  settings.unknown = NumberingSettings::OpenType::international;
  EXPECT_THAT(NumberingProfile::problems(settings), ElementsAre(HasSubstr("unknown")));
}

TEST(NumberingProfile, refuses_settings_with_problems) {
  NumberingSettings settings;
  settings.country = 0;
  EXPECT_THROW(NumberingProfile(settings, fold_ascii), std::invalid_argument);
  EXPECT_THROW(NumberingProfile(NumberingSettings::china(), nullptr), std::invalid_argument);
}

}  // namespace
}  // namespace picket::core
