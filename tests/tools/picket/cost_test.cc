// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/tools/picket/run_picket.h"

namespace picket {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

class Cost : public testing::Test {
 protected:
  Cost() {
    add("t.rare", "match: {text: 积分兑换}\n");
    add("t.common", "match: {all: [{text: 的}, {text: {regex: '尊敬的.{0,4}客户'}}]}\n");
    add("t.regex", "match: {text: {regex: '尾号[a-z0-9]{4}'}}\n");
    add("t.always", "match: {not: {text: 会议}}\n");
    files_.add("events.jsonl",
               "{\"channel\":\"sms\",\"text\":\"您的积分兑换\"}\n"
               "{\"channel\":\"sms\",\"text\":\"我的会议\"}\n");
  }
  void add(const std::string& id, const std::string& match) {
    rules_.add(id + ".yaml", test::RuleText{.id = id, .rest = match}.yaml());
  }

  test::Ran cost(std::vector<std::string> more) {
    std::vector<std::string> arguments{"cost", "--rules", rules_.path()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return test::run_picket(arguments);
  }
  json survey(std::vector<std::string> more) {
    more.emplace_back("--json");
    const test::Ran ran = cost(more);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return json::parse(ran.out);
  }
  std::vector<std::string> on_events() const {
    return {"--events", files_.path() + "/events.jsonl"};
  }
  static json of_rule(const json& all, std::string_view id) {
    for (const json& entry : all) {
      if (entry["rule"] == id) return entry;
    }
    return nullptr;
  }

  test::RulesDir rules_;
  test::RulesDir files_;
};

TEST_F(Cost, lists_rules_by_how_often_they_are_thought_to_be_evaluated) {
  const json rules = survey({})["rules"];
  ASSERT_EQ(rules.size(), 4u);
  EXPECT_EQ(rules[0]["rule"], "t.always");
  EXPECT_EQ(rules[0]["trigger"], "none");
  EXPECT_EQ(rules[0]["chance"], 1);
  EXPECT_EQ(rules[1]["rule"], "t.regex");
  EXPECT_EQ(rules[2]["rule"], "t.rare");
  EXPECT_LT(rules[2]["chance"], 1e-6);
  EXPECT_EQ(rules[3]["rule"], "t.common");  // its regex is what it waits for, and rarer still
  EXPECT_EQ(of_rule(rules, "t.common")["leaves"], 2);
  EXPECT_FALSE(rules[0].contains("evaluated"));
}

TEST_F(Cost, counts_on_events_what_was_evaluated_and_what_hit) {
  const json found = survey(on_events());
  EXPECT_EQ(found["events"], 2);
  const json always = of_rule(found["rules"], "t.always");
  EXPECT_EQ(always["evaluated"], 2);
  EXPECT_EQ(always["hits"], 1);
  const json rare = of_rule(found["rules"], "t.rare");
  EXPECT_EQ(rare["evaluated"], 1);
  EXPECT_EQ(rare["hits"], 1);
  EXPECT_GT(always["ns_per_event"], 0);
  EXPECT_EQ(of_rule(found["rules"], "t.regex")["evaluated"], 0);
}

TEST_F(Cost, names_rules_without_a_trigger_with_their_place) {
  const json always = survey({})["always"];
  ASSERT_EQ(always.size(), 1u);
  EXPECT_EQ(always[0]["rule"], "t.always");
  EXPECT_EQ(always[0]["file"], rules_.path() + "/t.always.yaml");
  EXPECT_EQ(always[0]["line"], 1);
}

TEST_F(Cost, says_why_a_regex_could_not_be_lowered) {
  const json regexes = survey({})["regexes"];
  ASSERT_EQ(regexes.size(), 1u);
  EXPECT_EQ(regexes[0]["rule"], "t.regex");
  EXPECT_EQ(regexes[0]["line"], 10);
  EXPECT_EQ(regexes[0]["found_by"], "regex database");
  EXPECT_THAT(regexes[0]["why"].get<std::string>(), HasSubstr("no word to search for"));
}

TEST_F(Cost, names_literals_that_say_little) {
  const json guessed = survey({})["literals"];
  ASSERT_EQ(guessed.size(), 1u);
  EXPECT_EQ(guessed[0]["literal"], "的");
  EXPECT_EQ(guessed[0]["too_short"], true);
  EXPECT_FALSE(guessed[0].contains("share"));

  const json measured = survey(on_events())["literals"];
  EXPECT_EQ(measured[0]["literal"], "的");
  EXPECT_EQ(measured[0]["share"], 1);
  EXPECT_EQ(measured[0]["too_common"], true);
}

TEST_F(Cost, prints_all_of_it_for_people) {
  const test::Ran ran = cost(on_events());
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("t.rare  " + rules_.path() + "/t.rare.yaml:1"));
  EXPECT_THAT(ran.out, HasSubstr("1 rule without a trigger"));
  EXPECT_THAT(ran.out, HasSubstr("1 regex not found by words and gaps"));
  EXPECT_THAT(ran.out, HasSubstr("in 100.00% of texts (common)"));
  EXPECT_THAT(cost({"--top", "1"}).out, HasSubstr("... and 3 less dear"));
}

TEST_F(Cost, leaves_out_rules_that_are_not_evaluated) {
  rules_.add("draft.yaml", test::RuleText{.id = "t.draft", .status = "draft"}.yaml());
  EXPECT_THAT(cost({}).out, Not(HasSubstr("t.draft")));
}

}  // namespace
}  // namespace picket
