// SPDX-License-Identifier: Apache-2.0
#include "filter/core/names.h"

#include <gtest/gtest.h>

namespace picket::core {
namespace {

// Every value from 0 to `last` has a word of its own that reads back as that value.
template <class Enum>
void expect_words(Enum last, std::optional<Enum> (*parse)(std::string_view) noexcept) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto value = static_cast<Enum>(i);
    EXPECT_FALSE(name_of(value).empty());
    EXPECT_EQ(parse(name_of(value)), value) << name_of(value);
  }
  EXPECT_EQ(parse(""), std::nullopt);
  EXPECT_EQ(parse("nonsense"), std::nullopt);
}

TEST(Names, read_back_as_the_value_they_name) {
  expect_words(Channel::outcome, parse_channel);
  expect_words(Attestation::c, parse_attestation);
  expect_words(Phase::ended, parse_phase);
  expect_words(Party::network, parse_party);
  expect_words(Verdict::block, parse_verdict);
  expect_words(Action::score, parse_action);
  expect_words(Risk::critical, parse_risk);
  expect_words(Basis::order, parse_basis);
  expect_words(NumberKind::invalid, parse_number_kind);
}

TEST(Names, mind_case) {
  EXPECT_EQ(parse_channel("SMS"), std::nullopt);
  EXPECT_EQ(parse_attestation("a"), std::nullopt);
  EXPECT_EQ(parse_attestation("A"), Attestation::a);
}

}  // namespace
}  // namespace picket::core
