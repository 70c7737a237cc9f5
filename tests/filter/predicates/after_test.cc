// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/after.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "filter/core/time.h"
#include "tests/filter/predicates/condition.h"

namespace picket {
namespace {

using core::Truth;
using predicates::AfterQuestion;
using predicates::AfterTest;
using test::Condition;
using testing::ElementsAre;
using testing::IsEmpty;
using namespace std::chrono_literals;

const AfterQuestion& question_of(const Condition& condition) {
  return dynamic_cast<const AfterTest&>(*condition.expression().test).question();
}

TEST(AfterPredicate, asks_what_its_author_wrote) {
  const Condition condition(
      "after: {by: sender, channel: outcome, rule: [call.foreign-long, call.b], category: "
      "impersonation.bank, "
      "min_duration: 5m, within: 1d}");
  const AfterQuestion& question = question_of(condition);
  EXPECT_EQ(question.by, AfterQuestion::By::sender);
  EXPECT_EQ(question.channels, 1u << static_cast<unsigned>(core::Channel::outcome));
  EXPECT_THAT(question.rules, ElementsAre("call.foreign-long", "call.b"));
  EXPECT_THAT(question.categories, ElementsAre("impersonation.bank"));
  EXPECT_EQ(question.min_duration, 5min);
  EXPECT_EQ(question.within, 24h);
}

TEST(AfterPredicate, is_about_the_recipient_and_any_event_unless_told) {
  const Condition condition("after: {within: 30m}");
  const AfterQuestion& question = question_of(condition);
  EXPECT_EQ(question.by, AfterQuestion::By::recipient);
  EXPECT_EQ(question.channels, 0u);
  EXPECT_THAT(question.rules, IsEmpty());
  EXPECT_THAT(question.categories, IsEmpty());
  EXPECT_FALSE(question.min_duration);
}

TEST(AfterPredicate, remembers_and_is_unknown_where_there_is_somebody_to_look_back_on) {
  const Condition condition("after: {within: 30m}");
  EXPECT_TRUE(condition.expression().test->remembers());
  core::Event event = test::sms("text");
  EXPECT_EQ(condition.truth(event), Truth::no) << "without a time";
  event.time = core::parse_rfc3339("2026-01-05T12:00:00+08:00").value();
  EXPECT_EQ(condition.truth(event), Truth::unknown);
  event.to.text = "";
  EXPECT_EQ(condition.truth(event), Truth::no) << "without a recipient";
  EXPECT_EQ(Condition("after: {by: sender, within: 30m}").truth(event), Truth::unknown);
}

}  // namespace
}  // namespace picket
