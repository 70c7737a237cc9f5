// SPDX-License-Identifier: Apache-2.0
// Keys of tests: equal ones are evaluated once an event, so unequal tests must never share one.
#include "filter/predicates/leaf.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/filter/predicates/condition.h"

namespace picket {
namespace {

std::string key_of(std::string_view yaml) { return test::Condition(yaml).expression().key; }

TEST(TestKey, does_not_depend_on_how_it_is_written) {
  const std::string key = key_of("sender: {kind: [mobile, fixed], country: 86}");
  EXPECT_EQ(key_of("sender: {country: 86, kind: [mobile, fixed]}"), key);
  EXPECT_EQ(key_of("sender:\n  country: 86\n  kind:\n    - 'mobile'\n    - fixed"), key);
}

TEST(TestKey, is_another_for_another_test) {
  const std::set<std::string> keys{
      key_of("route: [\"a b\", c]"),     key_of("route: [a, \"b c\"]"),
      key_of("route: \"a b c\""),        key_of("route: [a, b, c]"),
      key_of("route: \"1:a1:b\""),       key_of("route: [\"1:a\", b]"),
      key_of("sender: {number: 95588}"), key_of("recipient: {number: 95588}"),
      key_of("sender: {in: [95588]}"),   key_of("sender: {number: [95588], kind: mobile}")};
  EXPECT_EQ(keys.size(), 10u);
}

}  // namespace
}  // namespace picket
