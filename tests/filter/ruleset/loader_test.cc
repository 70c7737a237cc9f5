// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/filter/ruleset/rules_dir.h"

namespace picket {
namespace {

using test::RulesDir;
using test::RuleText;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::string rule(const std::string& id) { return RuleText{.id = id}.yaml(); }

std::vector<std::string> ids(const ruleset::Ruleset& rules) {
  std::vector<std::string> all;
  for (const ruleset::Rule& one : rules.rules()) all.push_back(one.id);
  return all;
}

TEST(Loader, reads_yaml_files_but_not_lists_schema_policy_and_hidden_ones) {
  RulesDir directory;
  directory.add("sms/bank/a.yaml", rule("t.a"))
      .add("b.yaml", rule("t.b"))
      .add("sms/lists/c.yaml", rule("t.c"))
      .add("sms/policy.yaml", rule("t.d"))
      .add("lists/no.yaml", "nothing: [of, a, rule")
      .add("schema/no.yaml", "nothing")
      .add("policy.yaml", "nothing")
      .add(".hidden.yaml", "nothing")
      .add("readme.yml", "nothing");
  const auto rules = directory.load();
  ASSERT_TRUE(rules) << directory.rendered();
  EXPECT_THAT(ids(*rules), UnorderedElementsAre("t.a", "t.b", "t.c", "t.d"));
}

TEST(Loader, follows_links_once) {
  RulesDir directory;
  RulesDir elsewhere;
  elsewhere.add("a.yaml", rule("t.a"));
  std::filesystem::create_directory_symlink(elsewhere.path(), directory.path() + "/shared");
  const auto rules = directory.load();
  ASSERT_TRUE(rules) << directory.rendered();
  EXPECT_THAT(ids(*rules), ElementsAre("t.a"));
  std::filesystem::create_directory_symlink(directory.path(), directory.path() + "/again");
  EXPECT_FALSE(directory.load());
  EXPECT_THAT(directory.places(), ElementsAre("again:0:0 directory-twice"));
}

TEST(Loader, reads_several_rules_of_one_file) {
  RulesDir directory;
  directory.add("a.yaml", rule("t.a") + "---\n" + rule("t.b"));
  const auto rules = directory.load();
  ASSERT_TRUE(rules);
  EXPECT_THAT(ids(*rules), ElementsAre("t.a", "t.b"));
}

TEST(Loader, says_everything_that_is_wrong_in_one_run) {
  RulesDir directory;
  directory.add("a.yaml", rule("t.a") + "colour: red\n---\n" + rule("T.b"))
      .add("b.yaml", "[")
      .add("c.yaml", RuleText{.id = "t.c", .rest = "match:\n  txt: a\nsize: 1\n"}.yaml());
  EXPECT_FALSE(directory.load());
  EXPECT_THAT(directory.places(),
              testing::IsSupersetOf({"a.yaml:17:1 unknown-key", "a.yaml:19:5 bad-id",
                                     "c.yaml:11:3 unknown-key", "c.yaml:12:1 unknown-key"}));
  EXPECT_THAT(directory.rendered(), HasSubstr("/b.yaml:1:"));
}

TEST(Loader, refuses_an_id_twice_and_names_the_other_place_whatever_else_is_wrong) {
  RulesDir directory;
  directory.add("a.yaml", rule("t.a")).add("sms/b.yaml", rule("t.a") + "colour: red\n");
  EXPECT_FALSE(directory.load());
  EXPECT_THAT(directory.places(),
              ElementsAre("sms/b.yaml:1:5 duplicate-id", "sms/b.yaml:17:1 unknown-key"));
  EXPECT_THAT(directory.rendered(), HasSubstr("it is at " + directory.path() + "/a.yaml:1:5"));
}

TEST(Loader, says_why_there_are_no_rules) {
  RulesDir directory;
  EXPECT_FALSE(directory.load());
  EXPECT_THAT(directory.rendered(), HasSubstr("[no-rules]"));
  EXPECT_THAT(*ruleset::why_not_rules(directory.path()), HasSubstr("holds no rules"));
  EXPECT_THAT(*ruleset::why_not_rules(directory.path() + "/x"), HasSubstr("there is no"));
  directory.add("a.yaml", rule("t.a"));
  EXPECT_THAT(*ruleset::why_not_rules(directory.path() + "/a.yaml"), HasSubstr("not a directory"));
  EXPECT_FALSE(ruleset::why_not_rules(directory.path()));
}

TEST(Loader, numbers_rules_in_the_order_in_which_they_decide) {
  RulesDir directory;
  const auto add = [&](const std::string& id, const std::string& action, const std::string& more) {
    RuleText text{.id = id, .action = action};
    text.rest = more + text.rest;
    directory.add(id + ".yaml", text.yaml());
  };
  add("t.a", "score", "score: 1\n");
  add("t.b", "warn", "");
  add("t.c", "block", "");
  add("t.d", "allow", "");
  add("t.e", "block", "basis: order\n");
  add("t.f", "block", "");
  const auto rules = directory.load();
  ASSERT_TRUE(rules) << directory.rendered();
  EXPECT_THAT(ids(*rules), ElementsAre("t.e", "t.d", "t.c", "t.f", "t.b", "t.a"));
  EXPECT_EQ(rules->find("t.b")->action, core::Action::warn);
  EXPECT_EQ(rules->find("t.x"), nullptr);
}

TEST(Loader, keeps_what_a_rule_says) {
  RulesDir directory;
  directory.add("a.yaml", R"(id: t.a
rev: 7
title: "A: title"
status: shadow
channel: any
category: impersonation.bank
risk: critical
action: score
score: 30
basis: subscriber
owner: someone
since: 2026-01-01
expires: 2026-07-01
references: [one, two]
false_positives: few
why: >
  Because.
match: {text: abc}
tests:
  - {hit: a, text: abc}
  - {miss: b, text: b}
)");
  const auto rules = directory.load();
  ASSERT_TRUE(rules) << directory.rendered();
  const ruleset::Rule& one = rules->rule(0);
  EXPECT_EQ(one.rev, 7u);
  EXPECT_EQ(one.title, "A: title");
  EXPECT_EQ(one.status, ruleset::Status::shadow);
  EXPECT_EQ(one.channels,
            ruleset::channel_bit(core::Channel::sms) | ruleset::channel_bit(core::Channel::call));
  EXPECT_EQ(one.category, "impersonation.bank");
  EXPECT_EQ(one.risk, core::Risk::critical);
  EXPECT_EQ(one.action, core::Action::score);
  EXPECT_EQ(one.score, 30u);
  EXPECT_EQ(one.basis, core::Basis::subscriber);
  EXPECT_EQ(one.expires, *core::parse_rfc3339("2026-07-01T00:00:00+08:00"));
  EXPECT_EQ(one.tests.size(), 2u);
}

TEST(Loader, compiles_drafts_and_retired_rules_only_where_asked_and_files_them_nowhere) {
  RulesDir directory;
  directory.add("a.yaml", RuleText{.id = "t.a", .status = "draft"}.yaml())
      .add("b.yaml", RuleText{.id = "t.b", .status = "retired"}.yaml())
      .add("c.yaml", RuleText{.id = "t.c", .rest = "match: {text: other}\n"}.yaml());
  const auto traffic = directory.load();
  ASSERT_TRUE(traffic);
  EXPECT_FALSE(traffic->find("t.a")->compiled());
  EXPECT_FALSE(traffic->find("t.b")->compiled());
  EXPECT_EQ(traffic->patterns().condition_count(), 1u);
  EXPECT_EQ(traffic->active_count(), 1u);
  const auto everything = directory.load({.inactive = true, .now = {}});
  ASSERT_TRUE(everything);
  EXPECT_TRUE(everything->find("t.a")->compiled());
  EXPECT_EQ(everything->patterns().condition_count(), 2u);
  for (match::ConditionId id = 0; id < 2; ++id) {
    for (const ruleset::RuleIndex index : everything->triggered_by_text(id)) {
      EXPECT_EQ(everything->rule(index).id, "t.c");
    }
  }
}

TEST(Loader, interns_equal_conditions_of_different_rules) {
  RulesDir directory;
  const std::string rest =
      "match: {all: [{text: [a1, b1]}, {sender: {kind: mobile}}, {text: [a1, b1]}]}\n";
  directory.add("a.yaml", RuleText{.id = "t.a", .rest = rest}.yaml())
      .add("b.yaml", RuleText{.id = "t.b", .rest = rest}.yaml());
  const auto rules = directory.load();
  ASSERT_TRUE(rules) << directory.rendered();
  EXPECT_EQ(rules->patterns().condition_count(), 1u);
  EXPECT_EQ(rules->test_count(), 1u);
}

TEST(Loader, warns_of_rules_evaluated_for_every_text_and_of_expired_ones) {
  RulesDir directory;
  directory.add("a.yaml", RuleText{.id = "t.a", .rest = "match: {not: {text: abc}}\n"}.yaml())
      .add("b.yaml", RuleText{.id = "t.b", .channel = "call", .rest = "match: {route: x}\n"}.yaml())
      .add("c.yaml",
           RuleText{.id = "t.c", .rest = "expires: 2026-03-01\nmatch: {text: abc}\n"}.yaml());
  ASSERT_TRUE(directory.load()) << directory.rendered();
  EXPECT_THAT(directory.places(), ElementsAre("a.yaml:10:8 no-trigger")) << "a call has no text";
  ASSERT_TRUE(directory.load({.now = core::parse_rfc3339("2026-02-28T15:59:59Z").value()}));
  EXPECT_THAT(directory.places(), ElementsAre("a.yaml:10:8 no-trigger"));
  ASSERT_TRUE(directory.load({.now = core::parse_rfc3339("2026-02-28T16:00:00Z").value()}));
  EXPECT_THAT(directory.places(), ElementsAre("a.yaml:10:8 no-trigger", "c.yaml:10:10 expired"));
}

TEST(Loader, does_not_warn_of_a_rule_about_a_sender_or_recipient_by_name) {
  RulesDir directory;
  const auto add = [&](std::string id, const std::string& match) {
    directory.add(id + ".yaml", RuleText{.id = "t." + id, .rest = "match: " + match + "\n"}.yaml());
  };
  add("a", "{sender: {number: '95588'}, not: {text: abc}}");
  add("b", "{recipient: {prefix: '+86170'}}");
  add("c", "{any: [{sender: {in: ['95588', '1069*']}}, {text: abc}]}");
  add("d", "{any: [{sender: {number: '95588'}}, {not: {text: abc}}]}");
  add("e", "{sender: {country: 44}}");
  ASSERT_TRUE(directory.load()) << directory.rendered();
  EXPECT_THAT(directory.places(), ElementsAre("d.yaml:10:8 no-trigger", "e.yaml:10:8 no-trigger"));
}

TEST(Loader, refuses_a_condition_on_a_rule_that_does_not_exist) {
  RulesDir directory;
  directory
      .add("a.yaml", RuleText{.id = "t.points",
                              .rest = "match: {after: {rule: [t.points, t.point, t.draft], within: "
                                      "1h}}\n"}
                         .yaml())
      .add("b.yaml", RuleText{.id = "t.draft", .status = "draft"}.yaml());
  EXPECT_EQ(directory.load(), nullptr);
  EXPECT_EQ(directory.diagnostics.error_count(), 1u) << directory.rendered();
  EXPECT_THAT(directory.rendered(),
              testing::HasSubstr("a.yaml:10:34: error: there is no rule `t.point` [unknown-rule]"));
  EXPECT_THAT(directory.rendered(), testing::HasSubstr("did you mean `t.points`?"));
}

TEST(Loader, asks_for_tests_whatever_is_wrong_with_the_status) {
  RulesDir directory;
  directory.add("a.yaml", RuleText{.status = "enforced",
                                   .rest = "match: {text: abc}\ntests: [{hit: a, text: abc}]\n"}
                              .yaml());
  EXPECT_EQ(directory.load(), nullptr);
  EXPECT_THAT(directory.places(),
              ElementsAre("a.yaml:4:9 unknown-word", "a.yaml:11:1 missing-test"));
}

TEST(Loader, warns_of_conditions_that_are_not_built_yet) {
  RulesDir directory;
  directory
      .add("a.yaml", RuleText{.id = "t.a", .rest = R"(match:
  all:
    - text: abc
    - rate: {count: events, by: sender, within: 10m, over: 5}
unless:
  after: {rule: t.b, within: 30m}
)"}
                         .yaml())
      .add("b.yaml", RuleText{.id = "t.b"}.yaml());
  const auto rules = directory.load();
  ASSERT_TRUE(rules) << directory.rendered();
  EXPECT_TRUE(rules->rule(0).remembers);
  EXPECT_THAT(directory.places(),
              ElementsAre("a.yaml:13:7 not-built-yet", "a.yaml:15:3 not-built-yet"));
}

class Digest : public testing::Test {
 protected:
  static std::string of(RulesDir& directory) {
    const auto rules = directory.load();
    return rules ? std::string(rules->digest()) : directory.rendered();
  }
  static void fill(RulesDir& directory) {
    directory.add("a.yaml", rule("t.a"))
        .add("lists/hosts.txt", "bank.example\n")
        .add("b.yaml",
             RuleText{.id = "t.b", .rest = "match: {link: {any_host_in: lists/hosts}}\n"}.yaml());
  }
};

TEST_F(Digest, of_equal_files_is_equal_wherever_they_lie) {
  RulesDir one;
  RulesDir two;
  fill(one);
  fill(two);
  EXPECT_EQ(of(one).size(), 64u);
  EXPECT_EQ(of(one), of(two));
  EXPECT_EQ(of(one), of(one));
}

TEST_F(Digest, is_over_rules_lists_and_spellings) {
  RulesDir directory;
  fill(directory);
  const std::string first = of(directory);
  directory.add("a.yaml", rule("t.a") + "owner: someone\n");
  const std::string second = of(directory);
  EXPECT_NE(second, first);
  directory.add("lists/hosts.txt", "bank.example\nshop.example\n");
  const std::string third = of(directory);
  EXPECT_NE(third, second);
  directory.add("spellings/ours.txt", "贷款 = 带宽\n");
  const std::string fourth = of(directory);
  EXPECT_NE(fourth, third);
  EXPECT_EQ(fourth.size(), 64u) << fourth;
  directory.add("notes.txt", "not of the ruleset");
  EXPECT_EQ(of(directory), fourth);
}

TEST(Loader, says_what_is_wrong_with_lists_once) {
  RulesDir directory;
  directory.add("lists/hosts.txt", "bank.example\nbad entry\n")
      .add("a.yaml",
           RuleText{.id = "t.a", .rest = "match: {link: {any_host_in: lists/hosts}}\n"}.yaml())
      .add("b.yaml",
           RuleText{.id = "t.b", .rest = "match: {link: {every_host_in: lists/gone}}\n"}.yaml());
  EXPECT_FALSE(directory.load());
  EXPECT_THAT(directory.rendered(), HasSubstr("/lists/hosts.txt:2:1: error:"));
  EXPECT_THAT(directory.rendered(), HasSubstr("/b.yaml:10:31: error:"));
  EXPECT_THAT(directory.diagnostics.all().size(), 2u) << directory.rendered();
}

TEST(Loader, reads_spellings_of_the_ruleset_and_says_what_is_wrong_with_them) {
  RulesDir directory;
  directory.add("a.yaml", rule("t.a")).add("spellings/ours.txt", "贷款 带宽\n");
  EXPECT_FALSE(directory.load());
  EXPECT_THAT(directory.rendered(), HasSubstr("/spellings/ours.txt:1:"));
}

}  // namespace
}  // namespace picket
