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
  EXPECT_EQ(fault("积分[a-z0-9]兑换$"), "lowered");
  EXPECT_EQ(fault("积分.{3,9}"), "lowered");
  EXPECT_EQ(fault("积分.*兑换", ViewKind::raw), "lowered");
}

TEST(LoweringFault, names_the_part_in_the_way) {
  EXPECT_THAT(fault("积分(哈哈)+兑换"), HasSubstr("repeated 1 or more times"));
  EXPECT_THAT(fault("积分(.哈){2,40}兑换"), HasSubstr("repeated 2 to 40 times"));
  EXPECT_THAT(fault("积分[0-9]{2}[a-z]{2}兑换"), HasSubstr("two gaps"));
  EXPECT_THAT(fault("积分(兑换|[a-z])"), HasSubstr("begins or ends"));
  EXPECT_THAT(fault("尾号[0-9]{4}"), HasSubstr("begins or ends"));
}

TEST(LoweringFault, names_what_literals_cannot_say) {
  EXPECT_THAT(fault("\\bwin"), HasSubstr("\\b"));
  EXPECT_THAT(fault("积分.{3,9}", ViewKind::raw), HasSubstr("begins or ends")) << "newlines";
}

}  // namespace
}  // namespace picket
