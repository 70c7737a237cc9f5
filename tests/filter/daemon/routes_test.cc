// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/routes.h"

#include <gtest/gtest.h>

namespace picket::daemon {
namespace {

TEST(RoutePolicy, takes_the_first_glob_that_fits) {
  RoutePolicy policy({.log_text = LogText::never});
  policy.add("smpp:bank-*", {.trouble = Trouble::refuse});
  policy.add("smpp:*", {.log_text = LogText::always});
  EXPECT_EQ(policy.of("smpp:bank-1").trouble, Trouble::refuse);
  EXPECT_EQ(policy.of("smpp:bank-1").log_text, LogText::never);
  EXPECT_EQ(policy.of("smpp:esme").log_text, LogText::always);
  EXPECT_EQ(policy.of("http:local").log_text, LogText::never);
}

TEST(RouteSettings, keep_text_as_configured) {
  const RouteSettings never{.log_text = LogText::never};
  const RouteSettings acted{.log_text = LogText::acted};
  const RouteSettings always{.log_text = LogText::always};
  EXPECT_FALSE(never.keeps_text(core::Verdict::block));
  EXPECT_FALSE(acted.keeps_text(core::Verdict::allow));
  EXPECT_TRUE(acted.keeps_text(core::Verdict::warn));
  EXPECT_TRUE(acted.keeps_text(core::Verdict::block));
  EXPECT_TRUE(always.keeps_text(core::Verdict::allow));
}

}  // namespace
}  // namespace picket::daemon
