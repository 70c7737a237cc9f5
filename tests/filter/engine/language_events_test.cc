// SPDX-License-Identifier: Apache-2.0
// The rule language on everything but texts, sentence by sentence, by real rules.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/filter/engine/judge.h"

namespace picket {
namespace {

using core::Channel;
using core::Event;
using test::Judge;

Event sms_from(std::string_view sender) {
  Event event = Judge::sms("你好");
  event.from.text = sender;
  return event;
}

Event call() {
  Event event = Judge::sms("");
  event.channel = Channel::call;
  return event;
}

TEST(LanguageOfNumbers, a_number_is_normalised_as_events_are) {
  Judge judge("match: {sender: {number: 010-12345678}}\n");
  EXPECT_TRUE(judge.hits(sms_from("+861012345678")));
  EXPECT_TRUE(judge.hits(sms_from("01012345678")));
  EXPECT_FALSE(judge.hits(sms_from("02012345678")));
}

TEST(LanguageOfNumbers, a_prefix_is_of_the_normal_form) {
  Judge judge("match: {sender: {prefix: ['+86170', '1069']}}\n");
  EXPECT_TRUE(judge.hits(sms_from("17012345678")));
  EXPECT_TRUE(judge.hits(sms_from("10690000123")));
  EXPECT_TRUE(judge.hits(sms_from("+8610690000123")));
  EXPECT_FALSE(judge.hits(sms_from("13900000123")));
}

TEST(LanguageOfNumbers, kinds_are_told_apart) {
  const auto is = [](std::string_view kind, std::string_view sender) {
    Judge judge("match: {sender: {kind: " + std::string(kind) + "}}\n");
    return judge.hits(sms_from(sender));
  };
  EXPECT_TRUE(is("mobile", "13900000123"));
  EXPECT_TRUE(is("fixed", "010-12345678"));
  EXPECT_TRUE(is("fixed", "4001234567"));
  EXPECT_TRUE(is("short_code", "95588"));
  EXPECT_TRUE(is("alphanumeric", "BANK"));
  EXPECT_TRUE(is("international", "0085212345678"));
  EXPECT_TRUE(is("withheld", "anonymous"));
  EXPECT_TRUE(is("withheld", ""));
  EXPECT_TRUE(is("invalid", "1234567890"));
  EXPECT_FALSE(is("[fixed, short_code]", "13900000123"));
  EXPECT_TRUE(is("[mobile, short_code]", "13900000123"));
}

TEST(LanguageOfNumbers, country_is_the_calling_code_of_plus_numbers) {
  Judge judge("match: {sender: {country: [86, 852]}}\n");
  EXPECT_TRUE(judge.hits(sms_from("13900000123")));
  EXPECT_TRUE(judge.hits(sms_from("+85212345678")));
  EXPECT_FALSE(judge.hits(sms_from("+12025550123")));
  EXPECT_FALSE(judge.hits(sms_from("95588"))) << "no + number has no country";
}

TEST(LanguageOfNumbers, a_list_holds_numbers_names_and_prefixes) {
  Judge judge;
  judge.directory.add("lists/senders.txt", "# ours\n95588\n1069*\nB A N K\n");
  judge.directory.add("a.yaml",
                      test::RuleText{.rest = "match: {sender: {in: lists/senders}}\n"}.yaml());
  judge.load();
  EXPECT_TRUE(judge.hits(sms_from("95588")));
  EXPECT_TRUE(judge.hits(sms_from("10690000123")));
  EXPECT_TRUE(judge.hits(sms_from("bank")));
  EXPECT_FALSE(judge.hits(sms_from("955881")));
}

TEST(LanguageOfNumbers, the_recipient_is_asked_like_the_sender) {
  Judge judge("match: {recipient: {kind: mobile, prefix: '+86139'}}\n");
  Event event = Judge::sms("你好");
  EXPECT_TRUE(judge.hits(event));
  event.to.text = "95588";
  EXPECT_FALSE(judge.hits(event));
}

TEST(LanguageOfRoutes, stars_and_question_marks_stand_for_runs_and_characters) {
  Judge judge("match: {route: ['smpp:esme?', 'http:*']}\n");
  const auto from = [&](std::string_view route) {
    Event event = Judge::sms("你好");
    event.route = route;
    return judge.hits(event);
  };
  EXPECT_TRUE(from("smpp:esme1"));
  EXPECT_TRUE(from("http:a-client"));
  EXPECT_FALSE(from("smpp:esme12"));
  EXPECT_FALSE(from("HTTP:a-client")) << "case counts";
}

TEST(LanguageOfCalls, attestation_diversion_and_user_agent) {
  Judge judge("match: {call: {attestation: [C, none], diverted: true, user_agent: 'dial*'}}\n",
              "call");
  Event event = call();
  EXPECT_FALSE(judge.hits(event)) << "a condition on something the event lacks is false";
  event.call = {core::Attestation::c, true, "dialler/1.0"};
  EXPECT_TRUE(judge.hits(event));
  event.call.attestation = core::Attestation::none;
  EXPECT_TRUE(judge.hits(event));
  event.call.attestation = core::Attestation::a;
  EXPECT_FALSE(judge.hits(event));
  event.call = {core::Attestation::c, false, "dialler/1.0"};
  EXPECT_FALSE(judge.hits(event));
}

TEST(LanguageOfCalls, the_not_of_a_condition_on_what_the_event_lacks_is_true) {
  Judge judge("match: {not: {call: {diverted: true}}}\n", "call");
  EXPECT_TRUE(judge.hits(call()));
}

TEST(LanguageOfOutcomes, over_and_under_exclude_the_limit) {
  Judge judge("match: {outcome: {answered: true, duration_over: 300s, released_by: caller}}\n",
              "outcome");
  Event event = call();
  event.channel = Channel::outcome;
  event.outcome.answered = true;
  event.outcome.released_by = core::Party::caller;
  event.outcome.duration_s = 300;
  EXPECT_FALSE(judge.hits(event));
  event.outcome.duration_s = 300.5;
  EXPECT_TRUE(judge.hits(event));
  event.outcome.answered = false;
  EXPECT_FALSE(judge.hits(event));

  Judge ring("match: {outcome: {phase: ended, ring_under: 3s}}\n", "outcome");
  event.outcome.ring_s = 3;
  EXPECT_FALSE(ring.hits(event));
  event.outcome.ring_s = 2.9;
  EXPECT_TRUE(ring.hits(event));
  event.outcome.phase = core::Phase::answered;
  EXPECT_FALSE(ring.hits(event));
}

TEST(LanguageOfTimes, start_in_end_out_and_may_pass_midnight) {
  Judge judge("match: {time: {between: '22:00-07:00'}}\n");
  const auto when = [&](std::string_view time) {
    Event event = Judge::sms("你好");
    event.time = test::at(time);
    return judge.hits(event);
  };
  EXPECT_TRUE(when("2026-01-05T22:00:00+08:00"));
  EXPECT_FALSE(when("2026-01-05T21:59:59+08:00"));
  EXPECT_TRUE(when("2026-01-06T06:59:59+08:00"));
  EXPECT_FALSE(when("2026-01-06T07:00:00+08:00"));
  EXPECT_TRUE(when("2026-01-05T15:00:00Z")) << "23:00 in Shanghai";
}

TEST(LanguageOfTimes, the_day_is_that_of_the_moment_itself_in_the_zone) {
  Judge judge("match: {time: {between: '22:00-07:00', days: [mon], zone: Europe/Berlin}}\n");
  const auto when = [&](std::string_view time) {
    Event event = Judge::sms("你好");
    event.time = test::at(time);
    return judge.hits(event);
  };
  EXPECT_TRUE(when("2026-01-05T23:00:00+01:00"));   // Monday night
  EXPECT_FALSE(when("2026-01-06T01:00:00+01:00"));  // Tuesday morning
  EXPECT_TRUE(when("2026-01-05T01:00:00+01:00"));   // Monday morning
}

TEST(LanguageOfTimes, an_event_without_time_is_judged_by_the_clock_and_without_one_is_not) {
  Judge judge("match: {time: {between: '22:00-07:00'}}\n");
  EXPECT_TRUE(judge.hits(Judge::sms("你好"), test::at("2026-01-05T23:00:00+08:00")));
  EXPECT_FALSE(judge.hits(Judge::sms("你好"), test::at("2026-01-05T12:00:00+08:00")));
  EXPECT_FALSE(judge.hits(Judge::sms("你好"), std::nullopt));
}

TEST(LanguageOfChannels, a_rule_is_about_its_channel_and_any_is_sms_and_calls) {
  const auto hits = [](const std::string& channel, Channel event_channel) {
    Judge judge("match: {sender: {kind: mobile}}\n", channel);
    Event event = Judge::sms("你好");
    event.channel = event_channel;
    return judge.hits(event);
  };
  EXPECT_TRUE(hits("sms", Channel::sms));
  EXPECT_FALSE(hits("sms", Channel::call));
  EXPECT_TRUE(hits("call", Channel::call));
  EXPECT_FALSE(hits("call", Channel::outcome));
  EXPECT_TRUE(hits("outcome", Channel::outcome));
  EXPECT_TRUE(hits("any", Channel::sms));
  EXPECT_TRUE(hits("any", Channel::call));
  EXPECT_FALSE(hits("any", Channel::outcome));
}

constexpr std::string_view kRate = "{rate: {count: events, by: sender, within: 10m, over: 5}}";

TEST(LanguageOfUnknown, a_rule_that_ends_unknown_does_not_act_and_is_counted) {
  Judge judge("match: {all: [{text: 积分}, " + std::string(kRate) + "]}\n");
  const auto now = test::at("2026-01-05T12:00:00+08:00");
  EXPECT_EQ(judge.decide(Judge::sms("积分"), now).verdict, core::Verdict::allow);
  EXPECT_EQ(judge.workspace->unknown().size(), 1u);
  judge.decide(Judge::sms("你好"), now);
  EXPECT_EQ(judge.workspace->unknown().size(), 0u) << "no whatever the rate is";
}

TEST(LanguageOfUnknown, an_unknown_unless_vetoes) {
  Judge judge("match: {text: 积分}\nunless: " + std::string(kRate) + "\n");
  const auto now = test::at("2026-01-05T12:00:00+08:00");
  EXPECT_FALSE(judge.hits(Judge::sms("积分"), now));
  EXPECT_EQ(judge.workspace->unknown().size(), 1u);
}

TEST(LanguageOfUnknown, one_that_holds_makes_up_for_one_that_is_unknown) {
  Judge judge("match: {any: [{text: 积分}, " + std::string(kRate) + "]}\n");
  const auto now = test::at("2026-01-05T12:00:00+08:00");
  EXPECT_TRUE(judge.hits(Judge::sms("积分"), now));
  Judge enough("match: {at_least: {count: 2, of: [{text: 甲}, {text: 乙}, " + std::string(kRate) +
               "]}}\n");
  EXPECT_TRUE(enough.hits(Judge::sms("甲乙"), now));
  EXPECT_FALSE(enough.hits(Judge::sms("甲"), now));
  EXPECT_EQ(enough.workspace->unknown().size(), 1u);
  EXPECT_FALSE(enough.hits(Judge::sms("丙"), now));
  EXPECT_EQ(enough.workspace->unknown().size(), 0u);
}

TEST(LanguageOfUnknown, before_a_time_is_known_rate_is_false) {
  Judge judge("match: {all: [{text: 积分}, " + std::string(kRate) + "]}\n");
  judge.decide(Judge::sms("积分"), std::nullopt);
  EXPECT_EQ(judge.workspace->unknown().size(), 0u);
}

}  // namespace
}  // namespace picket
