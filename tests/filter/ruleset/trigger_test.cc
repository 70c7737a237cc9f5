// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/trigger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/filter/ruleset/rules_dir.h"

namespace picket {
namespace {

using testing::ElementsAre;

// A rule beside others that give its text conditions ids: short words are common, long ones rare.
class Triggers : public testing::Test {
 protected:
  // Texts of the conditions whose presence makes the rule worth evaluating, "link", "contact", or
  // "always".
  std::vector<std::string> of(const std::string& match) {
    test::RulesDir directory;
    directory.add("a.yaml", test::RuleText{.id = "t.a", .rest = "match: " + match + '\n'}.yaml());
    const std::vector<std::string> words{"甲甲甲甲甲甲", "乙乙乙乙", "丙丙"};
    for (std::size_t i = 0; i < words.size(); ++i) {
      directory.add("w" + std::to_string(i) + ".yaml",
                    test::RuleText{.id = "w." + std::to_string(i),
                                   .status = "draft",
                                   .rest = "match: {text: " + words[i] + "}\n"}
                        .yaml());
    }
    const auto rules = directory.load({.inactive = true, .now = {}});
    if (!rules) return {directory.rendered()};
    const auto is_filed = [&](std::span<const ruleset::RuleIndex> filed) {
      for (const ruleset::RuleIndex index : filed) {
        if (rules->rule(index).id == "t.a") return true;
      }
      return false;
    };
    std::vector<std::string> found;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const ruleset::Rule& word = *rules->find("w." + std::to_string(i));
      const match::ConditionId id = rules->program()[word.match_begin].operand;
      if (is_filed(rules->triggered_by_text(id))) found.push_back(words[i].substr(0, 3));
    }
    if (is_filed(rules->triggered_by(predicates::Test::Needs::a_link))) found.emplace_back("link");
    if (is_filed(rules->triggered_by(predicates::Test::Needs::a_contact)))
      found.emplace_back("contact");
    if (is_filed(rules->always(core::Channel::sms))) found.emplace_back("always");
    return found;
  }
};

constexpr std::string_view kRare = "{text: 甲甲甲甲甲甲}";
constexpr std::string_view kMiddle = "{text: 乙乙乙乙}";
constexpr std::string_view kCommon = "{text: 丙丙}";

std::string list(std::string_view key, std::initializer_list<std::string_view> conditions) {
  std::string all = '{' + std::string(key) + ": [";
  for (const std::string_view condition : conditions) {
    if (!all.ends_with('[')) all += ", ";
    all += condition;
  }
  return all + "]}";
}

std::string at_least(unsigned count, std::initializer_list<std::string_view> conditions) {
  const std::string of = list("of", conditions);
  return "{at_least: {count: " + std::to_string(count) + ", " + of.substr(1) + '}';
}

TEST_F(Triggers, of_all_are_the_rarest_childs) {
  EXPECT_THAT(of(list("all", {kCommon, kRare, kMiddle})), ElementsAre("甲"));
  EXPECT_THAT(of(list("all", {kCommon, "{sender: {kind: mobile}}"})), ElementsAre("丙"));
  EXPECT_THAT(of(list("all", {list("any", {kRare, kCommon}), kMiddle})), ElementsAre("乙"));
}

TEST_F(Triggers, of_any_are_the_union) {
  EXPECT_THAT(of(list("any", {kCommon, kRare})), ElementsAre("甲", "丙"));
  EXPECT_THAT(of(list("any", {kCommon, "{link: any}"})), ElementsAre("丙", "link"));
  EXPECT_THAT(of(list("any", {kCommon, "{route: x}"})), ElementsAre("always"));
}

TEST_F(Triggers, of_not_are_none) {
  EXPECT_THAT(of("{not: {text: 甲甲甲甲甲甲}}"), ElementsAre("always"));
  EXPECT_THAT(of(list("all", {"{not: {text: 甲甲甲甲甲甲}}", kCommon})), ElementsAre("丙"));
}

TEST_F(Triggers, of_at_least_leave_out_as_many_as_may_hold_in_vain) {
  EXPECT_THAT(of(at_least(1, {kRare, kMiddle, kCommon})), ElementsAre("甲", "乙", "丙"));
  EXPECT_THAT(of(at_least(2, {kRare, kMiddle, kCommon})), ElementsAre("甲", "乙"));
  EXPECT_THAT(of(at_least(3, {kRare, kMiddle, kCommon})), ElementsAre("甲"));
  EXPECT_THAT(of(at_least(2, {kRare, kMiddle, "{route: x}"})), ElementsAre("甲", "乙"))
      << "the route alone is not enough";
  EXPECT_THAT(of(at_least(1, {kRare, kMiddle, "{route: x}"})), ElementsAre("always"));
}

TEST_F(Triggers, of_links_and_contacts_are_their_presence_where_nothing_rarer_is_there) {
  EXPECT_THAT(of("{link: any}"), ElementsAre("link"));
  EXPECT_THAT(of("{link: none}"), ElementsAre("always"));
  EXPECT_THAT(of("{contact: {kind: phone}}"), ElementsAre("contact"));
  EXPECT_THAT(of(list("all", {"{link: any}", kCommon})), ElementsAre("丙"));
  EXPECT_THAT(of(list("all", {"{contact: {kind: qq}}", "{link: any}"})), ElementsAre("link"));
}

}  // namespace
}  // namespace picket
