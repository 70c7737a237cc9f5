// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/fixed_keys.h"

#include <gtest/gtest.h>

#include <array>

#include "filter/document/reader.h"

namespace picket::daemon {
namespace {

document::Node node(std::string_view yaml) {
  document::Diagnostics diagnostics;
  auto documents = document::read_documents(yaml, "file", diagnostics);
  EXPECT_EQ(documents.size(), 1u) << yaml;
  return std::move(documents.at(0));
}

TEST(SameValue, looks_at_what_is_said_and_not_at_how) {
  EXPECT_TRUE(same_value(node("{a: 1, b: [x, y]}"), node("b: ['x', \"y\"]\n\na: '1'\n")));
  for (const char* other : {"{a: 1, b: [y, x]}", "{a: 1, b: [x]}", "{a: 2, b: [x, y]}", "{a: 1}",
                            "{a: 1, b: [x, y], c: 1}", "{a: 1, c: [x, y]}", "{a: 1, b: x}"})
    EXPECT_FALSE(same_value(node("{a: 1, b: [x, y]}"), node(other))) << other;
}

TEST(FixedKeys, are_each_reported_where_they_stand) {
  constexpr std::array<std::string_view, 4> kKeys{"a", "b", "c", "d"};
  document::Diagnostics diagnostics;
  document::FileReporter reporter(diagnostics, "file");
  const auto now = node("{a: 1, b: 1, c: 1, e: 1}");
  const auto next = node("a: 1\nb: 2\nd: 1\ne: 2\n");
  report_fixed(&now, &next, kKeys, {}, reporter);
  ASSERT_EQ(diagnostics.error_count(), 3u);
  EXPECT_EQ(diagnostics.all()[0].span.begin.line, 2u) << "b";
  EXPECT_NE(diagnostics.all()[1].message.find("`c`"), std::string::npos);
  EXPECT_EQ(diagnostics.all()[2].span.begin.line, 3u) << "d";
}

TEST(FixedKeys, may_change_their_value_where_only_their_presence_is_fixed) {
  constexpr std::array<std::string_view, 3> kKeys{"a", "b", "c"};
  document::Diagnostics diagnostics;
  document::FileReporter reporter(diagnostics, "file");
  const auto now = node("{a: 1, b: 1}");
  const auto next = node("{a: 2, c: 1}");
  report_fixed_presence(&now, &next, kKeys, {}, reporter);
  EXPECT_EQ(diagnostics.error_count(), 2u) << "b and c";
  report_fixed_presence(nullptr, nullptr, kKeys, {}, reporter);
  EXPECT_EQ(diagnostics.error_count(), 2u);
}

}  // namespace
}  // namespace picket::daemon
