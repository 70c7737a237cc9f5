// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/rollout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <set>

#include "tests/filter/ruleset/rules_dir.h"

namespace picket {
namespace {

using ruleset::Rollout;
using ruleset::rollout_place;
using testing::ElementsAre;

std::string subscriber(int i) {
  const std::string digits = std::to_string(i);
  return "+86139" + std::string(8 - digits.size(), '0') + digits;
}

// Computed apart, from the definition: who is in must not change with a release.
TEST(RolloutPlace, is_what_it_always_was) {
  EXPECT_EQ(rollout_place("sms.bank.points-redeem", "+8613900000001"), 59u);
  EXPECT_EQ(rollout_place("sms.bank.points-redeem", "+8613900000002"), 84u);
  EXPECT_EQ(rollout_place("sms.bank.points-redeem", "95588"), 37u);
  EXPECT_EQ(rollout_place("t.rule", "+8613900000001"), 2u);
  EXPECT_EQ(rollout_place("t.rule", "+447700900123"), 44u);
}

TEST(RolloutPlace, spreads_subscribers_evenly_and_anew_for_each_rule) {
  constexpr int kSubscribers = 100'000;
  std::array<int, 100> count{};
  int in_both = 0;
  for (int i = 0; i < kSubscribers; ++i) {
    const std::uint32_t place = rollout_place("t.a", subscriber(i));
    ASSERT_LT(place, 100u);
    ++count[place];
    in_both += place < 10 && rollout_place("t.b", subscriber(i)) < 10;
  }
  // A thousand each, some 32 more or less by chance; a thousand in both.
  for (const int each : count) EXPECT_NEAR(each, kSubscribers / 100, 160);
  EXPECT_NEAR(in_both, kSubscribers / 100, 160);
}

TEST(Rollout, keeps_those_who_are_in_when_the_percentage_is_raised) {
  std::size_t before = 0;
  for (std::uint32_t percent = 1; percent <= 100; ++percent) {
    const Rollout smaller{percent, {}};
    const Rollout larger{std::min(percent + 1, 100u), {}};
    std::size_t in = 0;
    for (int i = 0; i < 2000; ++i) {
      const bool covered = smaller.covers("t.a", subscriber(i), "");
      in += covered;
      ASSERT_TRUE(!covered || larger.covers("t.a", subscriber(i), "")) << percent;
    }
    EXPECT_GE(in, before);
    before = in;
  }
  EXPECT_EQ(before, 2000u) << "100 is everybody";
}

TEST(Rollout, has_no_place_for_an_event_without_recipient) {
  EXPECT_FALSE((Rollout{100, {}}).covers("t.a", "", "smpp:bulk-1"));
  EXPECT_TRUE((Rollout{{}, {"smpp:*"}}).covers("t.a", "", "smpp:bulk-1")) << "by route alone";
}

TEST(Rollout, by_routes_takes_any_of_them_and_none_is_no_route) {
  const Rollout rollout{{}, {"smpp:bulk-*", "http:partner"}};
  EXPECT_TRUE(rollout.covers("t.a", "95588", "smpp:bulk-7"));
  EXPECT_TRUE(rollout.covers("t.a", "95588", "http:partner"));
  EXPECT_FALSE(rollout.covers("t.a", "95588", "http:partner2"));
  EXPECT_FALSE(rollout.covers("t.a", "95588", "SMPP:bulk-7")) << "case counts";
  EXPECT_FALSE((Rollout{{}, {"*"}}).covers("t.a", "95588", ""));
}

TEST(Rollout, by_both_wants_both) {
  const Rollout both{50, {"smpp:bulk-*"}};
  bool is_in_somewhere = false;
  for (int i = 0; i < 100; ++i) {
    const bool by_percent = (Rollout{50, {}}).covers("t.a", subscriber(i), "smpp:bulk-1");
    EXPECT_EQ(both.covers("t.a", subscriber(i), "smpp:bulk-1"), by_percent);
    EXPECT_FALSE(both.covers("t.a", subscriber(i), "smpp:main"));
    is_in_somewhere |= by_percent;
  }
  EXPECT_TRUE(is_in_somewhere);
}

TEST(Rollout, is_described_for_people) {
  EXPECT_EQ(describe(Rollout{10, {}}), "10 % of recipients");
  EXPECT_EQ(describe(Rollout{{}, {"smpp:a", "http:*"}}), "events on smpp:a, http:*");
  EXPECT_EQ(describe(Rollout{10, {"smpp:a"}}), "10 % of recipients on smpp:a");
}

std::vector<std::string> places(const std::string& rollout, const std::string& status = "enforce") {
  test::RulesDir directory;
  test::RuleText rule{.status = status, .rest = rollout + "match: {text: abc}\n"};
  directory.add("a.yaml", rule.yaml()).load();
  return directory.places();
}

TEST(RolloutKey, is_read_with_every_rule) {
  test::RulesDir directory;
  test::RuleText rule{
      .rest = "rollout: {percent: 10, routes: ['smpp:bulk-*', x]}\nmatch: {text: abc}\n"};
  const auto rules = directory.add("a.yaml", rule.yaml()).load();
  ASSERT_TRUE(rules) << directory.rendered();
  ASSERT_TRUE(rules->rule(0).rollout);
  EXPECT_EQ(rules->rule(0).rollout->percent, 10u);
  EXPECT_THAT(rules->rule(0).rollout->routes, ElementsAre("smpp:bulk-*", "x"));
}

TEST(RolloutKey, goes_with_enforce_only) {
  for (const std::string status : {"draft", "shadow", "retired"}) {
    EXPECT_THAT(places("rollout: {percent: 10}\n", status),
                ElementsAre("a.yaml:10:1 rollout-without-enforce"))
        << status;
  }
}

TEST(RolloutKey, is_checked) {
  EXPECT_THAT(places("rollout: 10\n"), ElementsAre("a.yaml:10:10 wrong-type"));
  EXPECT_THAT(places("rollout: {}\n"), ElementsAre("a.yaml:10:10 empty-mapping"));
  EXPECT_THAT(places("rollout: {percent: 0}\n"), ElementsAre("a.yaml:10:20 out-of-range"));
  EXPECT_THAT(places("rollout: {percent: 101}\n"), ElementsAre("a.yaml:10:20 out-of-range"));
  EXPECT_THAT(places("rollout: {percent: 0.5}\n"), ElementsAre("a.yaml:10:20 wrong-type"));
  EXPECT_THAT(places("rollout: {routes: []}\n"), ElementsAre("a.yaml:10:19 empty-list"));
  EXPECT_THAT(places("rollout: {route: x}\n"), ElementsAre("a.yaml:10:11 unknown-key"));
  EXPECT_THAT(places("rollout: {percent: 100, routes: x}\n"), ElementsAre());
}

TEST(RolloutKey, is_in_the_digest) {
  const auto digest = [](const std::string& rollout) {
    test::RulesDir directory;
    test::RuleText rule{.rest = rollout + "match: {text: abc}\n"};
    const auto rules = directory.add("a.yaml", rule.yaml()).load();
    return std::string(rules->digest());
  };
  const std::set<std::string> digests{digest(""), digest("rollout: {percent: 10}\n"),
                                      digest("rollout: {percent: 11}\n"),
                                      digest("rollout: {routes: x}\n")};
  EXPECT_EQ(digests.size(), 4u);
}

}  // namespace
}  // namespace picket
