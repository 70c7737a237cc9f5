// SPDX-License-Identifier: Apache-2.0
// What is wrong with a rule, and where it says so: key by key.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/filter/ruleset/rules_dir.h"

namespace picket {
namespace {

using test::RulesDir;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Twelve lines of a good rule; a test changes one of them, or adds to it.
constexpr std::string_view kGood = R"(id: t.a
rev: 1
title: t
status: enforce
channel: sms
category: t.t
risk: high
action: block
why: t
match: {text: abc}
tests: [{hit: a, text: abc}, {miss: b, text: b}]
)";

std::string with_line(std::string_view key, std::string_view line) {
  std::string all;
  std::string_view rest = kGood;
  bool found = false;
  while (!rest.empty()) {
    const std::string_view old = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(old.size() + 1);
    const bool here = old.starts_with(std::string(key) + ':');
    found |= here;
    if (here && line.empty()) continue;
    all += here ? line : old;
    all += '\n';
  }
  if (!found) all += std::string(line) + '\n';
  return all;
}

std::vector<std::string> places(const std::string& yaml) {
  RulesDir directory;
  directory.add("a.yaml", yaml).load();
  std::vector<std::string> all = directory.places();
  for (std::string& place : all) place.erase(0, std::string_view("a.yaml:").size());
  return all;
}

TEST(Diagnostics, of_a_good_rule_are_none) { EXPECT_THAT(places(std::string(kGood)), IsEmpty()); }

TEST(Diagnostics, name_every_required_key_that_is_missing) {
  for (const std::string_view key : {"id", "rev", "title", "status", "channel", "category", "risk",
                                     "action", "why", "match", "tests"}) {
    RulesDir directory;
    directory.add("a.yaml", with_line(key, "")).load();
    ASSERT_THAT(directory.places(), ElementsAre("a.yaml:1:1 missing-key")) << key;
    EXPECT_THAT(directory.rendered(), HasSubstr("`" + std::string(key) + "`"));
  }
}

TEST(Diagnostics, of_identity) {
  for (const std::string_view id : {"t", "t.", ".t", "t..a", "T.a", "t.a_b", "t.积分", "t a.b"}) {
    EXPECT_THAT(places(with_line("id", "id: " + std::string(id))), ElementsAre("1:5 bad-id")) << id;
  }
  for (const std::string_view id : {"t.a", "sms.bank-2.points.0", "0.-"}) {
    EXPECT_THAT(places(with_line("id", "id: " + std::string(id))), IsEmpty()) << id;
  }
  EXPECT_THAT(places(with_line("id", "id: [t.a]")), ElementsAre("1:5 wrong-type"));
  EXPECT_THAT(places(with_line("rev", "rev: 0")), ElementsAre("2:6 out-of-range"));
  EXPECT_THAT(places(with_line("rev", "rev: one")), ElementsAre("2:6 wrong-type"));
  EXPECT_THAT(places(with_line("rev", "rev: \"1\"")), ElementsAre("2:6 wrong-type"));
  EXPECT_THAT(places(with_line("title", "title: yes")), ElementsAre("3:8 quoted-text"));
  EXPECT_THAT(places(with_line("title", "title: \"yes\"")), IsEmpty());
  EXPECT_THAT(places(with_line("status", "status: enforced")), ElementsAre("4:9 unknown-word"));
  EXPECT_THAT(places(with_line("channel", "channel: mms")), ElementsAre("5:10 unknown-word"));
}

TEST(Diagnostics, of_effect) {
  EXPECT_THAT(places(with_line("risk", "risk: none")), ElementsAre("7:7 unknown-word"));
  EXPECT_THAT(places(with_line("action", "action: drop")), ElementsAre("8:9 unknown-word"));
  EXPECT_THAT(places(with_line("basis", "basis: law")), ElementsAre("12:8 unknown-word"));
  EXPECT_THAT(places(with_line("score", "score: 10")), ElementsAre("12:8 score-without-action"));
  EXPECT_THAT(places(with_line("action", "action: score")), ElementsAre("1:1 missing-key"));
  EXPECT_THAT(places(with_line("action", "action: score\nscore: 0")),
              ElementsAre("9:8 out-of-range"));
  EXPECT_THAT(places(with_line("action", "action: score\nscore: 101")),
              ElementsAre("9:8 out-of-range"));
  EXPECT_THAT(places(with_line("action", "action: score\nscore: 100")), IsEmpty());
}

TEST(Diagnostics, allow_a_rule_that_allows_to_have_no_risk) {
  std::string rule = with_line("risk", "");
  rule.replace(rule.find("block"), 5, "allow");
  EXPECT_THAT(places(rule), IsEmpty());
}

TEST(Diagnostics, of_dates_and_prose) {
  EXPECT_THAT(places(with_line("expires", "expires: 2026-02-30")), ElementsAre("12:10 wrong-type"));
  EXPECT_THAT(places(with_line("since", "since: soon")), ElementsAre("12:8 wrong-type"));
  EXPECT_THAT(places(with_line("owner", "owner: {a: b}")), ElementsAre("12:8 wrong-type"));
  EXPECT_THAT(places(with_line("references", "references: []")), ElementsAre("12:13 empty-list"));
  EXPECT_THAT(places(with_line("why", "why: null")), ElementsAre("9:6 quoted-text"));
}

TEST(Diagnostics, of_conditions_point_at_them) {
  EXPECT_THAT(places(with_line("match", "match: abc")), ElementsAre("10:8 wrong-type"));
  EXPECT_THAT(places(with_line("match", "match: {}")), ElementsAre("10:8 empty-mapping"));
  EXPECT_THAT(places(with_line("match", "match: {texts: a}")), ElementsAre("10:9 unknown-key"));
  EXPECT_THAT(places(with_line("match", "match: {text: []}")), ElementsAre("10:15 empty-list"));
  EXPECT_THAT(places(with_line("match", "match: {any: [{text: 积分}, {linc: any}]}")),
              ElementsAre("10:28 unknown-key"));
  EXPECT_THAT(places(with_line("unless", "unless: {all: []}")), ElementsAre("12:15 empty-list"));
  EXPECT_THAT(
      places(with_line("match", "match: {at_least: {count: 3, of: [{text: a}, {text: b}]}}")),
      ElementsAre("10:27 out-of-range"));
}

TEST(Diagnostics, of_tests) {
  const auto tests = [](const std::string& value) {
    return places(with_line("tests", "tests: " + value));
  };
  const std::string rest = ", {hit: a, text: abc}, {miss: b, text: b}]";
  EXPECT_THAT(tests("[{hit: a, text: abc}]"), ElementsAre("11:1 missing-test"));
  EXPECT_THAT(tests("[{miss: a, text: abc}]"), ElementsAre("11:1 missing-test"));
  EXPECT_THAT(tests("[]"), ElementsAre("11:8 empty-list"));
  EXPECT_THAT(tests("[{text: abc}" + rest), ElementsAre("11:9 hit-or-miss"));
  EXPECT_THAT(tests("[{hit: a, miss: b}" + rest), ElementsAre("11:9 hit-or-miss"));
  EXPECT_THAT(tests("[{hit: yes, text: abc}" + rest), ElementsAre("11:15 quoted-text"));
  EXPECT_THAT(tests("[{hit: a, txt: abc}" + rest), ElementsAre("11:18 unknown-key"));
  EXPECT_THAT(tests("[{hit: a, channel: sms}" + rest), ElementsAre("11:18 unknown-key"));
  EXPECT_THAT(tests("[{hit: a, time: noon}" + rest), ElementsAre("11:24 bad-time"));
  EXPECT_THAT(tests("[{hit: a, time: 2026-01-05T12:00:00}" + rest), ElementsAre("11:24 bad-time"));
  EXPECT_THAT(tests("[{hit: a, call: {attestation: D}}" + rest), ElementsAre("11:38 unknown-word"));
  EXPECT_THAT(tests("[{hit: a, call: {diverted: yes}}" + rest), ElementsAre("11:35 wrong-type"));
  EXPECT_THAT(tests("[{hit: a, outcome: {ring: 3}}" + rest), ElementsAre("11:28 unknown-key"));
  EXPECT_THAT(tests("[{hit: a, outcome: {ring_s: -1}}" + rest), ElementsAre("11:36 wrong-type"));
  EXPECT_THAT(tests("[{hit: a, outcome: {ring_s: 2.5, phase: answered}}" + rest), IsEmpty());
  EXPECT_THAT(tests("[{hit: a, text: \"\"}" + rest), IsEmpty());
  EXPECT_THAT(tests("[{hit: a, events: []}" + rest), ElementsAre("11:26 empty-list"));
  EXPECT_THAT(tests("[{hit: a, text: b, events: [{text: a}]}" + rest),
              ElementsAre("11:18 events-and-event"));
  EXPECT_THAT(tests("[{hit: a, events: [{repeat: 0}]}" + rest), ElementsAre("11:36 out-of-range"));
  EXPECT_THAT(tests("[{hit: a, events: [{channel: any}]}" + rest),
              ElementsAre("11:37 unknown-word"));
  EXPECT_THAT(
      tests("[{hit: a, events: [{channel: call, repeat: 51, from: '+861390000{n}'}]}" + rest),
      IsEmpty());
}

TEST(Diagnostics, do_not_say_that_a_key_is_missing_where_it_is_only_misspelt) {
  EXPECT_THAT(places(with_line("channel", "chanel: sms")), ElementsAre("5:1 unknown-key"));
}

TEST(Diagnostics, do_not_ask_a_draft_or_a_retired_rule_for_tests) {
  for (const std::string_view status : {"draft", "retired"}) {
    std::string rule = with_line("tests", "");
    rule.replace(rule.find("enforce"), 7, status);
    EXPECT_THAT(places(rule), IsEmpty()) << status;
    EXPECT_THAT(places(rule + "tests: [{hit: a, text: abc}]\n"), IsEmpty()) << status;
    EXPECT_THAT(places(rule + "tests: [{hit: a, txt: abc}]\n"), ElementsAre("11:18 unknown-key"));
  }
}

TEST(Diagnostics, of_yaml_that_lets_slip_what_is_meant) {
  EXPECT_THAT(places(std::string(kGood) + "title: again\n"), ElementsAre("12:1 duplicate-key"));
  EXPECT_THAT(places(with_line("title", "title: &a t")), ElementsAre("3:8 anchor"));
  EXPECT_THAT(places(with_line("title", "title: !x t")), ElementsAre("3:8 tag"));
  EXPECT_THAT(places(with_line("match", "match:\n\ttext: abc")), ElementsAre("11:1 tab-indent"));
  EXPECT_THAT(places("\n"), ElementsAre("1:1 empty-document"));
}

}  // namespace
}  // namespace picket
