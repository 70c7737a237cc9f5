// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/party.h"

#include <gtest/gtest.h>

#include "filter/lists/numbering.h"
#include "tests/filter/predicates/condition.h"

namespace picket {
namespace {

using test::Condition;
using test::sms_from;

TEST(PartyPredicate, a_number_may_be_written_in_any_form) {
  for (const char* const yaml :
       {"sender: {number: 13900000001}", "sender: {number: +8613900000001}",
        "sender: {number: 0086 139-0000-0001}"}) {
    EXPECT_TRUE(Condition(yaml).holds(sms_from("8613900000001"))) << yaml;
    EXPECT_FALSE(Condition(yaml).holds(sms_from("13900000002"))) << yaml;
  }
}

TEST(PartyPredicate, a_name_is_compared_squeezed) {
  const Condition name("sender: {number: My Bank}");
  EXPECT_TRUE(name.holds(sms_from("MYBANK")));
  EXPECT_TRUE(name.holds(sms_from("my-bank")));
  EXPECT_FALSE(name.holds(sms_from("mybanks")));
}

TEST(PartyPredicate, a_list_of_numbers_means_any_of_them) {
  const Condition numbers("sender: {number: [95588, My Bank]}");
  EXPECT_TRUE(numbers.holds(sms_from("95588")));
  EXPECT_TRUE(numbers.holds(sms_from("My Bank")));
  EXPECT_FALSE(numbers.holds(sms_from("95599")));
}

TEST(PartyPredicate, a_prefix_is_of_the_normal_form) {
  const Condition prefix("sender: {prefix: [+86170, 1069]}");
  EXPECT_TRUE(prefix.holds(sms_from("17000000001")));
  EXPECT_TRUE(prefix.holds(sms_from("10690000123")));
  EXPECT_FALSE(prefix.holds(sms_from("13900000001")));
  EXPECT_FALSE(prefix.holds(sms_from("10650000123")));
}

TEST(PartyPredicate, a_list_has_numbers_names_and_prefixes) {
  const Condition in("sender: {in: [95588, My Bank, 1069*]}");
  EXPECT_TRUE(in.holds(sms_from("95588")));
  EXPECT_TRUE(in.holds(sms_from("mybank")));
  EXPECT_TRUE(in.holds(sms_from("1069000")));
  EXPECT_FALSE(in.holds(sms_from("955880")));
}

TEST(PartyPredicate, knows_every_kind) {
  const std::pair<const char*, const char*> kinds[] = {
      {"mobile", "13900000001"},         {"fixed", "01012345678"}, {"short_code", "95588"},
      {"alphanumeric", "MyBank"},        {"withheld", ""},         {"invalid", "1234567890"},
      {"international", "+447700900123"}};
  for (const auto& [kind, number] : kinds) {
    const Condition condition("sender: {kind: " + std::string(kind) + "}");
    for (const auto& [other, other_number] : kinds) {
      EXPECT_EQ(condition.holds(sms_from(other_number)), std::string_view(kind) == other)
          << kind << ' ' << other_number;
    }
  }
}

TEST(PartyPredicate, a_country_is_the_calling_code_of_a_plus_number) {
  const Condition country("sender: {country: [86, 852]}");
  EXPECT_TRUE(country.holds(sms_from("13900000001")));
  EXPECT_TRUE(country.holds(sms_from("+85251234567")));
  EXPECT_FALSE(country.holds(sms_from("+447700900123")));
  EXPECT_FALSE(country.holds(sms_from("95588")));
  EXPECT_FALSE(country.holds(sms_from("8613")));
}

TEST(PartyPredicate, all_keys_must_hold) {
  const Condition both("sender: {prefix: +86139, in: [+8613900000001, 95588]}");
  EXPECT_TRUE(both.holds(sms_from("13900000001")));
  EXPECT_FALSE(both.holds(sms_from("95588")));
  EXPECT_FALSE(both.holds(sms_from("13900000002")));
}

TEST(PartyPredicate, a_sender_that_is_missing_is_withheld_and_nothing_else) {
  const core::Event missing = sms_from("");
  EXPECT_TRUE(Condition("sender: {kind: withheld}").holds(missing));
  EXPECT_FALSE(Condition("sender: {number: 95588}").holds(missing));
  EXPECT_FALSE(Condition("sender: {prefix: 9}").holds(missing));
  EXPECT_FALSE(Condition("sender: {in: [95588]}").holds(missing));
  EXPECT_FALSE(Condition("sender: {country: 86}").holds(missing));
  EXPECT_TRUE(Condition("not: {sender: {in: [95588]}}").holds(missing));
}

TEST(PartyPredicate, sender_and_recipient_are_not_mixed_up) {
  core::Event event = sms_from("95588");
  event.to.text = "13900000002";
  EXPECT_TRUE(Condition("sender: {kind: short_code}").holds(event));
  EXPECT_FALSE(Condition("recipient: {kind: short_code}").holds(event));
  EXPECT_TRUE(Condition("recipient: {number: 13900000002}").holds(event));
  EXPECT_FALSE(Condition("sender: {number: 13900000002}").holds(event));
}

TEST(PartyPredicate, numbers_are_normalised_by_the_route_of_the_event) {
  core::NumberingSettings british;
  british.country = 44;
  british.mobile = {{"7", 10, 10}};
  const core::NumberingProfile profile = lists::make_profile(british);
  core::Event event = sms_from("07700900123");
  const Condition british_number("sender: {number: +447700900123}");
  EXPECT_FALSE(british_number.holds(event));
  event.profile = &profile;
  EXPECT_TRUE(british_number.holds(event));
}

}  // namespace
}  // namespace picket
