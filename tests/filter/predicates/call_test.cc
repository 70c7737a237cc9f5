// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/call.h"

#include <gtest/gtest.h>

#include "tests/filter/predicates/condition.h"

namespace picket {
namespace {

using core::Attestation;
using core::Channel;
using test::Condition;
using test::event_of;

core::Event attested(std::optional<Attestation> attestation, Channel channel = Channel::call) {
  core::Event event = event_of(channel);
  event.call.attestation = attestation;
  return event;
}

TEST(CallPredicate, attestation_is_one_of_those_named) {
  const Condition weak("call: {attestation: [B, C]}");
  EXPECT_FALSE(weak.holds(attested(Attestation::a)));
  EXPECT_TRUE(weak.holds(attested(Attestation::b)));
  EXPECT_TRUE(weak.holds(attested(Attestation::c)));
  EXPECT_FALSE(weak.holds(attested(Attestation::none)));
  EXPECT_FALSE(weak.holds(attested(std::nullopt)));
}

TEST(CallPredicate, none_is_a_call_that_carries_no_attestation) {
  const Condition none("call: {attestation: none}");
  EXPECT_TRUE(none.holds(attested(Attestation::none)));
  EXPECT_TRUE(none.holds(attested(std::nullopt)));
  EXPECT_FALSE(none.holds(attested(Attestation::a)));
  EXPECT_FALSE(none.holds(attested(std::nullopt, Channel::sms)));
  EXPECT_FALSE(none.holds(attested(std::nullopt, Channel::outcome)));
  EXPECT_TRUE(none.holds(attested(Attestation::none, Channel::outcome)));
}

TEST(CallPredicate, diverted_compares_what_the_event_says) {
  core::Event event = event_of(Channel::call);
  EXPECT_FALSE(Condition("call: {diverted: true}").holds(event));
  EXPECT_FALSE(Condition("call: {diverted: false}").holds(event));
  event.call.diverted = true;
  EXPECT_TRUE(Condition("call: {diverted: true}").holds(event));
  EXPECT_FALSE(Condition("call: {diverted: false}").holds(event));
}

TEST(CallPredicate, user_agent_is_a_glob_and_case_counts) {
  core::Event event = event_of(Channel::call);
  EXPECT_FALSE(Condition("call: {user_agent: \"*\"}").holds(event));
  event.call.user_agent = "sipvicious 0.3";
  EXPECT_TRUE(Condition("call: {user_agent: sipvicious*}").holds(event));
  EXPECT_TRUE(Condition("call: {user_agent: [other, sip*]}").holds(event));
  EXPECT_FALSE(Condition("call: {user_agent: Sip*}").holds(event));
}

TEST(CallPredicate, all_keys_must_hold) {
  core::Event event = attested(Attestation::c);
  const Condition both("call: {attestation: C, diverted: true}");
  EXPECT_FALSE(both.holds(event));
  event.call.diverted = true;
  EXPECT_TRUE(both.holds(event));
}

}  // namespace
}  // namespace picket
