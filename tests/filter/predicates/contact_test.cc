// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/contact.h"

#include <gtest/gtest.h>

#include "tests/filter/predicates/condition.h"

namespace picket {
namespace {

using test::Condition;

TEST(ContactPredicate, holds_for_any_of_its_kinds) {
  const Condition messenger("contact: {kind: [wechat, qq]}");
  EXPECT_TRUE(messenger.holds("加微信 kefu8800"));
  EXPECT_TRUE(messenger.holds("QQ：12345678"));
  EXPECT_FALSE(messenger.holds("电话 13900001234"));
  EXPECT_FALSE(messenger.holds("没有"));
}

TEST(ContactPredicate, one_kind_needs_no_list) {
  EXPECT_TRUE(Condition("contact: {kind: phone}").holds("电话 13900001234"));
  EXPECT_TRUE(Condition("contact: {kind: email}").holds("me@mail.example"));
  EXPECT_TRUE(Condition("contact: {kind: card}").holds("4111 1111 1111 1111"));
  EXPECT_FALSE(Condition("contact: {kind: card}").holds("4111 1111 1111 1112"));
}

TEST(ContactPredicate, its_evidence_is_the_first_of_its_kinds) {
  EXPECT_EQ(Condition("contact: {kind: [phone, qq]}").evidence("微信 kefu8800 电话 13900001234"),
            "13900001234");
  EXPECT_EQ(Condition("contact: {kind: telegram}").evidence("微信 kefu8800"), "");
}

TEST(ContactPredicate, needs_a_contact) {
  EXPECT_EQ(Condition("contact: {kind: phone}").expression().test->needs(),
            predicates::Test::Needs::a_contact);
}

}  // namespace
}  // namespace picket
