// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/schema.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "filter/document/reader.h"
#include "filter/ruleset/loader.h"
#include "tests/filter/ruleset/rules_dir.h"
#include "tests/filter/ruleset/schema_check.h"

namespace picket {
namespace {

namespace fs = std::filesystem;
using test::Json;

const Json& schema() {
  static const Json kSchema = Json::parse(ruleset::rule_schema());
  return kSchema;
}

std::string read_file(const fs::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

// Whether an editor would leave the rule without an underline.
bool fits(std::string_view yaml) {
  document::Diagnostics diagnostics;
  const auto documents = document::read_documents(yaml, "rule.yaml", diagnostics);
  return !documents.empty() &&
         test::fits(test::as_editors_see(documents.front()), schema(), schema());
}

bool loads(std::string_view yaml) {
  test::RulesDir directory;
  return directory.add("rule.yaml", yaml).load() != nullptr;
}

TEST(RuleSchema, committed_file_is_current) {
  EXPECT_EQ(read_file("rules/schema/rule.schema.json"), ruleset::rule_schema())
      << "write it anew: build/release/bin/picket schema > rules/schema/rule.schema.json";
}

TEST(RuleSchema, takes_every_rule_of_the_pack) {
  std::size_t count = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator("rules")) {
    if (entry.path().extension() != ".yaml") continue;
    ++count;
    EXPECT_TRUE(fits(read_file(entry.path()))) << entry.path();
  }
  EXPECT_GT(count, 20u);
}

TEST(RuleSchema, is_named_by_every_rule_of_the_pack) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator("rules")) {
    if (entry.path().extension() != ".yaml") continue;
    const std::string first = read_file(entry.path());
    const std::string line = first.substr(0, first.find('\n'));
    constexpr std::string_view kNaming = "# yaml-language-server: $schema=";
    ASSERT_TRUE(line.starts_with(kNaming)) << entry.path();
    const fs::path named = entry.path().parent_path() / line.substr(kNaming.size());
    EXPECT_EQ(named.lexically_normal(), "rules/schema/rule.schema.json") << entry.path();
  }
}

// Rules with one part changed: what the schema refuses is refused when it is loaded, too; and what
// it is there to find, it finds.
struct Case {
  std::string_view name;
  test::RuleText rule;
  bool is_good;
};

TEST(RuleSchema, agrees_with_the_reader_of_rules) {
  const std::vector<Case> cases{
      {"plain", {}, true},
      {"short text list", {.rest = "match: {text: [a, 95588, 积分]}\n"}, true},
      {"empty list", {.rest = "match: {text: []}\n"}, false},
      {"empty text", {.rest = "match: {text: \"\"}\n"}, false},
      {"boolean as text", {.rest = "match: {text: true}\n"}, false},
      {"null as text", {.rest = "match: {text: ~}\n"}, false},
      {"sequence", {.rest = "match: {text: {sequence: [a, [b, c]], within: 0}}\n"}, true},
      {"sequence without within", {.rest = "match: {text: {sequence: [a, b]}}\n"}, false},
      {"within alone", {.rest = "match: {text: {any: a, within: 1}}\n"}, false},
      {"both gaps", {.rest = "match: {text: {sequence: [a], near: [b], within: 1}}\n"}, false},
      {"within too wide", {.rest = "match: {text: {near: [a, b], within: 1001}}\n"}, false},
      {"view alone", {.rest = "match: {text: {view: raw}}\n"}, false},
      {"no such view", {.rest = "match: {text: {any: a, view: cooked}}\n"}, false},
      {"link", {.rest = "match: {link: {host: a.example, shortener: true}}\n"}, true},
      {"link word", {.rest = "match: {link: some}\n"}, false},
      {"link key", {.rest = "match: {link: {hosts: a.example}}\n"}, false},
      {"list name", {.rest = "match: {link: {any_host_in: bank-hosts}}\n"}, false},
      {"contact", {.rest = "match: {contact: {kind: [qq, phone]}}\n"}, true},
      {"contact without kind", {.rest = "match: {contact: {}}\n"}, false},
      {"sender", {.rest = "match: {sender: {number: 95588, prefix: +86170, country: 86}}\n"}, true},
      {"prefix with 0", {.rest = "match: {sender: {prefix: \"010\"}}\n"}, false},
      {"country too big", {.rest = "match: {sender: {country: 1000}}\n"}, false},
      {"time", {.rest = "match: {time: {between: \"22:00-07:00\", days: [mon]}}\n"}, true},
      {"zone alone", {.rest = "match: {time: {zone: Europe/London}}\n"}, false},
      {"rate",
       {.rest = "match: {rate: {count: distinct recipients, by: sender, within: 10m, over: 50}}\n"},
       true},
      {"rate without by", {.rest = "match: {rate: {count: events, within: 1m, over: 5}}\n"}, false},
      {"after", {.rest = "match: {after: {within: 30m}}\n"}, true},
      {"bad duration", {.rest = "match: {after: {within: 30}}\n"}, false},
      {"nested", {.rest = "match: {all: [{any: [{text: a}]}, {not: {link: any}}]}\n"}, true},
      {"nested fault", {.rest = "match: {all: [{any: [{txt: a}]}]}\n"}, false},
      {"at_least", {.rest = "match: {at_least: {count: 1, of: [{text: a}]}}\n"}, true},
      {"at_least without of", {.rest = "match: {at_least: {count: 1}}\n"}, false},
      {"two keys", {.rest = "match: {text: a, link: any}\nunless: {text: b}\n"}, true},
      {"unknown key", {.rest = "match: {text: a}\nmtach: {text: b}\n"}, false},
      {"no match", {.rest = "unless: {text: a}\n"}, false},
      {"id", {.id = "one", .rest = "match: {text: a}\n"}, false},
      {"status", {.status = "on", .rest = "match: {text: a}\n"}, false},
      {"score", {.action = "score", .rest = "match: {text: a}\nscore: 30\n"}, true},
      {"no score", {.action = "score", .rest = "match: {text: a}\n"}, false},
      {"score beside block", {.rest = "match: {text: a}\nscore: 30\n"}, false},
      {"too much score", {.action = "score", .rest = "match: {text: a}\nscore: 101\n"}, false},
      {"rollout", {.rest = "rollout: {percent: 10, routes: a*}\nmatch: {text: a}\n"}, true},
      {"empty rollout", {.rest = "rollout: {}\nmatch: {text: a}\n"}, false},
      {"rollout of nobody", {.rest = "rollout: {percent: 0}\nmatch: {text: a}\n"}, false},
      {"rollout key", {.rest = "rollout: {percentage: 5}\nmatch: {text: a}\n"}, false},
      {"rollout in shadow",
       {.status = "shadow", .rest = "rollout: {percent: 5}\nmatch: {text: a}\n"},
       false},
      {"dates", {.rest = "match: {text: a}\nsince: 2026-01-01\nexpires: 2027-01-01\n"}, true},
      {"no date", {.rest = "match: {text: a}\nexpires: soon\n"}, false},
      {"tests without miss", {.rest = "match: {text: a}\ntests: [{hit: a, text: a}]\n"}, false},
      {"draft without miss",
       {.status = "draft", .rest = "match: {text: a}\ntests: [{hit: a, text: a}]\n"},
       true},
      {"hit and miss in one",
       {.rest = "match: {text: a}\ntests: [{hit: a, miss: b, text: a}, {miss: a, text: b}]\n"},
       false},
      {"events",
       {.rest = "match: {text: a}\ntests: [{hit: a, events: [{text: a, repeat: 3, channel: sms}]}, "
                "{miss: a, text: b, time: 2026-01-05T12:00:00+08:00}]\n"},
       true},
      {"events beside text",
       {.rest = "match: {text: a}\ntests: [{hit: a, text: b, events: [{text: a}]}, {miss: a, text: "
                "b}]\n"},
       false},
      {"call of a test",
       {.channel = "call",
        .rest = "match: {call: {attestation: [C]}}\ntests: [{hit: a, call: {attestation: C}}, "
                "{miss: a, call: {attestation: A, diverted: true}}]\n"},
       true},
      {"outcome of a test",
       {.channel = "outcome",
        .rest = "match: {outcome: {ring_under: 3s}}\ntests: [{hit: a, outcome: {ring_s: 1.5}}, "
                "{miss: a, outcome: {rings: 1}}]\n"},
       false},
  };
  for (const Case& one : cases) {
    const std::string yaml = one.rule.yaml();
    EXPECT_EQ(fits(yaml), one.is_good) << one.name << '\n' << yaml;
    EXPECT_EQ(loads(yaml), one.is_good) << one.name << '\n' << yaml;
  }
}

TEST(RuleSchema, wants_no_risk_of_allow_and_no_tests_of_drafts) {
  const std::string start =
      "id: t.a\nrev: 1\ntitle: t\nchannel: sms\ncategory: t\nwhy: t\nmatch: {text: a}\n";
  const std::string tests = "tests: [{hit: a, text: a}, {miss: b, text: b}]\n";
  const std::pair<std::string, bool> cases[] = {
      {"status: enforce\naction: allow\n" + tests, true},
      {"status: enforce\naction: block\n" + tests, false},
      {"status: enforce\naction: allow\n", false},
      {"status: draft\naction: allow\n", true},
      {"status: retired\naction: block\nrisk: low\n", true},
      {"status: shadow\naction: block\nrisk: low\n", false},
  };
  for (const auto& [rest, is_good] : cases) {
    EXPECT_EQ(fits(start + rest), is_good) << rest;
    EXPECT_EQ(loads(start + rest), is_good) << rest;
  }
}

}  // namespace
}  // namespace picket
