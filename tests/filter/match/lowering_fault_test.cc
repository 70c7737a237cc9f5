// SPDX-License-Identifier: Apache-2.0
#include "filter/match/lowering_fault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace picket {
namespace {

using testing::HasSubstr;
using text::ViewKind;

std::string fault(std::string_view regex, ViewKind view = ViewKind::folded) {
  return match::why_not_lowered(regex, view).value_or("lowered");
}

TEST(LoweringFault, is_none_of_a_regex_that_is_lowered) {
  EXPECT_EQ(fault("积分"), "lowered");
  EXPECT_EQ(fault("(积分|话费).{0,8}兑换"), "lowered");
}

TEST(LoweringFault, names_the_part_in_the_way) {
  EXPECT_THAT(fault("积分[a-z0-9]兑换"), HasSubstr("a class of 36 characters"));
  EXPECT_THAT(fault("积分(兑换|[a-z])"), HasSubstr("a class of 26 characters"));
  EXPECT_THAT(fault("积分(哈)+兑换"), HasSubstr("repeated 1 or more times"));
  EXPECT_THAT(fault("积分.{3,9}"), HasSubstr("a gap"));
}

TEST(LoweringFault, names_what_literals_cannot_say) {
  EXPECT_THAT(fault("\\bwin"), HasSubstr("\\b"));
  EXPECT_THAT(fault("积分.*兑换", ViewKind::raw), HasSubstr("raw"));
}

}  // namespace
}  // namespace picket
