// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/facts.h"

#include <gtest/gtest.h>

#include "filter/text/fold.h"

namespace picket::predicates {
namespace {

core::Event event_with(std::string_view text, std::string_view from) {
  core::Event event;
  event.text = text;
  event.from.text = from;
  return event;
}

class FactsTest : public testing::Test {
 protected:
  void begin(const core::Event& event) { facts.begin(event, folder.fold(event.text)); }

  text::Folder folder;
  Facts facts{text::Spellings::built_in()};
};

TEST_F(FactsTest, belong_to_the_latest_event) {
  const core::Event first = event_with("http://a.example 微信 kefu8800", "13900000001");
  begin(first);
  EXPECT_EQ(facts.links().size(), 1u);
  EXPECT_EQ(facts.contacts().size(), 1u);
  EXPECT_EQ(facts.sender().normal(), "+8613900000001");
  const core::Event second = event_with("", "95588");
  begin(second);
  EXPECT_TRUE(facts.links().empty());
  EXPECT_TRUE(facts.contacts().empty());
  EXPECT_EQ(facts.sender().normal(), "95588");
  EXPECT_EQ(facts.recipient().kind(), core::NumberKind::withheld);
}

TEST_F(FactsTest, are_computed_once) {
  const core::Event event = event_with("http://a.example", "95588");
  begin(event);
  EXPECT_EQ(facts.links().data(), facts.links().data());
  EXPECT_EQ(&facts.sender(), &facts.sender());
}

TEST_F(FactsTest, the_clock_counts_where_the_event_says_no_time_and_for_one_event_only) {
  const core::Instant noon{std::chrono::hours(12)};
  const core::Instant one{std::chrono::hours(13)};
  core::Event event = event_with("", "");
  begin(event);
  EXPECT_FALSE(facts.time());
  facts.set_clock(noon);
  EXPECT_EQ(facts.time(), noon);
  event.time = one;
  EXPECT_EQ(facts.time(), one);
  event.time.reset();
  begin(event);
  EXPECT_FALSE(facts.time());
}

}  // namespace
}  // namespace picket::predicates
