// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/outcome.h"

#include <gtest/gtest.h>

#include "tests/filter/predicates/condition.h"

namespace picket {
namespace {

using core::Channel;
using core::Party;
using core::Phase;
using test::Condition;
using test::event_of;

// An outcome that tells nothing but its phase.
core::Event bare(Phase phase = Phase::ended) {
  core::Event event = event_of(Channel::outcome);
  event.outcome.phase = phase;
  return event;
}

core::Event rang(double seconds) {
  core::Event event = bare();
  event.outcome.ring_s = seconds;
  return event;
}

core::Event lasted(double seconds) {
  core::Event event = bare();
  event.outcome.duration_s = seconds;
  return event;
}

core::Event answered_is(bool answered) {
  core::Event event = bare();
  event.outcome.answered = answered;
  return event;
}

core::Event released_by(Party party) {
  core::Event event = bare();
  event.outcome.released_by = party;
  return event;
}

TEST(OutcomePredicate, limits_are_not_included) {
  const Condition under("outcome: {ring_under: 3s}");
  EXPECT_TRUE(under.holds(rang(2.9)));
  EXPECT_FALSE(under.holds(rang(3.0)));
  const Condition over("outcome: {duration_over: 5m}");
  EXPECT_TRUE(over.holds(lasted(300.1)));
  EXPECT_FALSE(over.holds(lasted(300)));
  const Condition between("outcome: {duration_over: 1s, duration_under: 1m}");
  EXPECT_TRUE(between.holds(lasted(30)));
  EXPECT_FALSE(between.holds(lasted(60)));
  EXPECT_FALSE(between.holds(lasted(0.5)));
  EXPECT_TRUE(Condition("outcome: {ring_over: 0s}").holds(rang(0.1)));
}

TEST(OutcomePredicate, what_the_outcome_does_not_tell_does_not_hold) {
  for (const char* const yaml :
       {"outcome: {ring_under: 3s}", "outcome: {ring_over: 0s}", "outcome: {duration_under: 3s}",
        "outcome: {duration_over: 0s}", "outcome: {answered: true}", "outcome: {answered: false}",
        "outcome: {released_by: [caller, callee, network]}"}) {
    EXPECT_FALSE(Condition(yaml).holds(bare())) << yaml;
  }
}

TEST(OutcomePredicate, an_answered_phase_is_answered) {
  const Condition answered("outcome: {answered: true}");
  EXPECT_TRUE(answered.holds(answered_is(true)));
  EXPECT_FALSE(answered.holds(answered_is(false)));
  EXPECT_TRUE(answered.holds(bare(Phase::answered)));
  EXPECT_TRUE(Condition("outcome: {answered: false}").holds(answered_is(false)));
}

TEST(OutcomePredicate, phase_and_who_ended_it) {
  EXPECT_TRUE(Condition("outcome: {phase: ended}").holds(bare()));
  EXPECT_FALSE(Condition("outcome: {phase: answered}").holds(bare()));
  EXPECT_TRUE(Condition("outcome: {phase: [answered, ended]}").holds(bare()));
  const Condition parties("outcome: {released_by: [caller, network]}");
  EXPECT_TRUE(parties.holds(released_by(Party::caller)));
  EXPECT_TRUE(parties.holds(released_by(Party::network)));
  EXPECT_FALSE(parties.holds(released_by(Party::callee)));
}

TEST(OutcomePredicate, only_an_outcome_has_one) {
  EXPECT_FALSE(Condition("outcome: {phase: ended}").holds(event_of(Channel::call)));
  EXPECT_FALSE(Condition("outcome: {phase: ended}").holds(event_of(Channel::sms)));
}

}  // namespace
}  // namespace picket
