// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/link.h"

#include <gtest/gtest.h>

#include "tests/filter/predicates/condition.h"

namespace picket {
namespace {

using core::Channel;
using Needs = predicates::Test::Needs;
using test::Condition;

TEST(LinkPredicate, any_is_a_link_and_none_is_an_sms_without) {
  const Condition any("link: any");
  const Condition none("link: none");
  EXPECT_TRUE(any.holds("去 hxxp://a.example/x"));
  EXPECT_FALSE(none.holds("去 hxxp://a.example/x"));
  EXPECT_FALSE(any.holds("没有"));
  EXPECT_TRUE(none.holds("没有"));
  EXPECT_TRUE(none.holds(""));
}

TEST(LinkPredicate, none_is_false_of_calls) {
  const Condition none("link: none");
  EXPECT_FALSE(none.holds(test::event_of(Channel::call)));
  EXPECT_FALSE(none.holds(test::event_of(Channel::outcome)));
  EXPECT_TRUE(Condition("not: {link: none}").holds(test::event_of(Channel::call)));
}

TEST(LinkPredicate, an_e_mail_address_is_no_link) {
  EXPECT_FALSE(Condition("link: any").holds("write to me@mail.example"));
}

TEST(LinkPredicate, a_host_covers_all_under_it) {
  const Condition host("link: {host: bank.example}");
  EXPECT_TRUE(host.holds("http://bank.example"));
  EXPECT_TRUE(host.holds("http://M.Bank.Example/x"));
  EXPECT_FALSE(host.holds("http://mybank.example"));
  EXPECT_FALSE(host.holds("http://bank.example.test"));
  EXPECT_TRUE(Condition("link: {host: [a.test, bank.example]}").holds("m.bank.example"));
}

TEST(LinkPredicate, any_host_in_wants_one_link_of_the_list) {
  const Condition in("link: {any_host_in: [a.example, b.example]}");
  EXPECT_TRUE(in.holds("http://c.example http://b.example"));
  EXPECT_FALSE(in.holds("http://c.example"));
}

TEST(LinkPredicate, every_host_in_wants_a_link_and_all_of_them_in_the_list) {
  const Condition every("link: {every_host_in: [a.example, b.example]}");
  EXPECT_TRUE(every.holds("http://a.example http://x.b.example"));
  EXPECT_FALSE(every.holds("http://a.example http://c.example"));
  EXPECT_FALSE(every.holds("no link"));
}

TEST(LinkPredicate, a_shortener_is_known_or_not) {
  EXPECT_TRUE(Condition("link: {shortener: true}").holds("https://bit.ly/x"));
  EXPECT_FALSE(Condition("link: {shortener: true}").holds("https://a.example/x"));
  EXPECT_TRUE(Condition("link: {shortener: false}").holds("https://a.example/x"));
  EXPECT_FALSE(Condition("link: {shortener: false}").holds("https://bit.ly/x"));
}

TEST(LinkPredicate, look_alike_of_is_not_covered_but_has_the_first_label_or_its_look_alike) {
  const Condition alike("link: {look_alike_of: [goldbank.example]}");
  EXPECT_TRUE(alike.holds("http://goldbank-login.test"));
  EXPECT_TRUE(alike.holds("http://m.g01dbank.test"));
  EXPECT_TRUE(alike.holds("http://goldbаnk.test"));  // a Cyrillic а
  EXPECT_FALSE(alike.holds("http://m.goldbank.example"));
  EXPECT_FALSE(alike.holds("http://mygoldbanking.test"));
}

TEST(LinkPredicate, keys_hold_for_one_same_link) {
  const Condition both("link: {host: a.example, look_alike_of: [goldbank.test]}");
  EXPECT_TRUE(both.holds("http://goldbank.a.example"));
  EXPECT_FALSE(both.holds("http://x.a.example http://goldbank.b.example"));
  const Condition every("link: {shortener: true, every_host_in: [bit.ly, a.example]}");
  EXPECT_TRUE(every.holds("http://bit.ly/1 http://a.example"));
  EXPECT_FALSE(every.holds("http://bit.ly/1 http://b.example"));
  EXPECT_FALSE(every.holds("http://a.example"));
}

TEST(LinkPredicate, its_evidence_is_the_first_link_that_is_meant) {
  EXPECT_EQ(Condition("link: any").evidence("看 http://a.example/x 和 b.example"),
            "http://a.example/x");
  EXPECT_EQ(Condition("link: {host: b.example}").evidence("看 http://a.example/x 和 b.example"),
            "b.example");
  EXPECT_EQ(Condition("link: {every_host_in: [a.example]}").evidence("上 a.example"), "a.example");
  EXPECT_EQ(Condition("link: none").evidence("没有"), "");
}

TEST(LinkPredicate, only_none_holds_without_a_link) {
  EXPECT_EQ(Condition("link: any").expression().test->needs(), Needs::a_link);
  EXPECT_EQ(Condition("link: {every_host_in: [a.example]}").expression().test->needs(),
            Needs::a_link);
  EXPECT_EQ(Condition("link: none").expression().test->needs(), Needs::nothing);
}

}  // namespace
}  // namespace picket
