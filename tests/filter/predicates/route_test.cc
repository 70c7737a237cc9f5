// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/route.h"

#include <gtest/gtest.h>

#include "tests/filter/predicates/condition.h"

namespace picket {
namespace {

using test::Condition;

core::Event by(std::string_view route) {
  core::Event event = test::sms("text");
  event.route = route;
  return event;
}

TEST(RoutePredicate, is_a_name_or_a_glob) {
  EXPECT_TRUE(Condition("route: smpp:bulk").holds(by("smpp:bulk")));
  EXPECT_FALSE(Condition("route: smpp:bulk").holds(by("smpp:bulk2")));
  EXPECT_TRUE(Condition("route: smpp:bulk*").holds(by("smpp:bulk2")));
  EXPECT_TRUE(Condition("route: \"*:bulk?\"").holds(by("http:bulk2")));
  EXPECT_FALSE(Condition("route: \"*:bulk?\"").holds(by("http:bulk")));
}

TEST(RoutePredicate, case_counts) {
  EXPECT_FALSE(Condition("route: smpp:Bulk").holds(by("smpp:bulk")));
}

TEST(RoutePredicate, a_list_means_any) {
  const Condition any("route: [\"smpp:a\", \"sip:*\"]");
  EXPECT_TRUE(any.holds(by("smpp:a")));
  EXPECT_TRUE(any.holds(by("sip:b")));
  EXPECT_FALSE(any.holds(by("smpp:b")));
}

TEST(RoutePredicate, an_event_without_a_route_is_on_none) {
  EXPECT_FALSE(Condition("route: \"*\"").holds(by("")));
}

}  // namespace
}  // namespace picket
