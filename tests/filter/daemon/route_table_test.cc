// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/route_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

namespace picket::daemon {
namespace {

using core::Channel;
using core::Verdict;

RoutePolicy policy() {
  RoutePolicy made({});
  made.add("smpp:strict", {.trouble = Trouble::refuse});
  return made;
}

TEST(RouteTable, counts_each_route_by_channel_and_verdict) {
  const RoutePolicy rules = policy();
  RouteTable table(rules, 8);
  table.of("smpp:a").counters->count(Channel::sms, Verdict::block);
  table.of("smpp:a").counters->count(Channel::sms, Verdict::block);
  table.of("smpp:a").counters->count(Channel::call, Verdict::allow);
  table.of("smpp:b").counters->count(Channel::sms, Verdict::warn);
  ASSERT_EQ(table.size(), 2u);
  EXPECT_EQ(table.route(0).name(), "smpp:a");
  EXPECT_EQ(table.route(0).counters.value(Channel::sms, Verdict::block), 2u);
  EXPECT_EQ(table.route(0).counters.value(Channel::call, Verdict::allow), 1u);
  EXPECT_EQ(table.route(0).counters.value(Channel::sms, Verdict::warn), 0u);
  EXPECT_EQ(table.route(1).counters.value(Channel::sms, Verdict::warn), 1u);
}

TEST(RouteTable, gives_each_route_its_settings) {
  const RoutePolicy rules = policy();
  RouteTable table(rules, 8);
  EXPECT_EQ(table.of("smpp:strict").settings->trouble, Trouble::refuse);
  EXPECT_EQ(table.of("smpp:other").settings->trouble, Trouble::pass);
}

TEST(RouteTable, goes_by_another_policy_once_it_has_adopted_it_and_keeps_its_counts) {
  const RoutePolicy rules = policy();
  RouteTable table(rules, 8);
  table.of("smpp:x").counters->count(core::Channel::sms, core::Verdict::block);
  RoutePolicy changed({});
  changed.add("smpp:x", {.log_text = LogText::acted});
  table.adopt(changed);
  EXPECT_EQ(table.of("smpp:x").settings->log_text, LogText::acted);
  EXPECT_EQ(table.of("smpp:y").settings->log_text, LogText::never);
  EXPECT_EQ(table.of("smpp:x").counters->value(core::Channel::sms, core::Verdict::block), 1u);
}

TEST(RouteTable, counts_routes_beyond_its_capacity_together_with_their_own_settings) {
  const RoutePolicy rules = policy();
  RouteTable table(rules, 2);
  for (const char* name : {"1", "2", "3", "4", "smpp:strict"})
    table.of(name).counters->count(Channel::sms, Verdict::allow);
  EXPECT_EQ(table.size(), 2u);
  EXPECT_EQ(table.others().value(Channel::sms, Verdict::allow), 3u);
  EXPECT_EQ(table.of("smpp:strict").settings->trouble, Trouble::refuse);
  EXPECT_EQ(table.of("1").counters, &table.route(0).counters);
}

TEST(RouteTable, does_not_remember_absurdly_long_names) {
  const RoutePolicy rules = policy();
  RouteTable table(rules, 2);
  const std::string longest(RouteTable::kLongestName, 'x');
  table.of(longest + "x").counters->count(Channel::sms, Verdict::allow);
  EXPECT_EQ(table.size(), 0u);
  table.of(longest);
  EXPECT_EQ(table.size(), 1u);
  EXPECT_EQ(table.route(0).name(), longest);
}

TEST(RouteTable, keeps_the_empty_route_apart) {
  const RoutePolicy rules = policy();
  RouteTable table(rules, 2);
  table.of("").counters->count(Channel::sms, Verdict::allow);
  EXPECT_EQ(table.route(0).name(), "");
  EXPECT_EQ(table.route(0).counters.value(Channel::sms, Verdict::allow), 1u);
}

TEST(RouteTable, agrees_with_a_map_over_many_random_names) {
  const RoutePolicy rules = policy();
  constexpr std::uint32_t kCapacity = 300;
  RouteTable table(rules, kCapacity);
  std::map<std::string, std::uint64_t> expected;
  std::mt19937 random(3);
  for (int i = 0; i < 50'000; ++i) {
    const std::string name = "smpp:" + std::to_string(random() % kCapacity);
    table.of(name).counters->count(Channel::sms, Verdict::allow);
    ++expected[name];
  }
  ASSERT_EQ(table.size(), expected.size());
  for (std::size_t i = 0; i < table.size(); ++i)
    EXPECT_EQ(table.route(i).counters.value(Channel::sms, Verdict::allow),
              expected[std::string(table.route(i).name())]);
}

}  // namespace
}  // namespace picket::daemon
