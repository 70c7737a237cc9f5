// SPDX-License-Identifier: Apache-2.0
// The table of rule keys, which the schema and the reference print, against what the reader takes.
#include "filter/ruleset/rule_keys.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/filter/ruleset/rules_dir.h"

namespace picket {
namespace {

using ruleset::RuleKey;

// Whether the reader complains with this code.
bool gives(std::string_view code, const std::string& yaml) {
  test::RulesDir directory;
  directory.add("a.yaml", yaml).load();
  return std::ranges::find(directory.diagnostics.all(), code, &document::Diagnostic::code) !=
         directory.diagnostics.all().end();
}

// Where a key of some mapping stands: what comes before it and after its value.
struct Place {
  std::string before;
  std::string after;
};

void expect_agreement(std::span<const RuleKey> keys, const Place& place) {
  for (const RuleKey& key : keys) {
    const std::string start = place.before + std::string(key.key);
    EXPECT_FALSE(gives("unknown-key", start + ": 1" + place.after)) << key.key;
    EXPECT_TRUE(gives("unknown-key", start + "q: 1" + place.after)) << key.key;
    for (const std::string_view word : key.type->words) {
      EXPECT_FALSE(gives("unknown-word", start + ": " + std::string(word) + place.after)) << word;
      EXPECT_TRUE(gives("unknown-word", start + ": " + std::string(word) + "q" + place.after))
          << word;
    }
  }
}

TEST(RuleKeys, of_a_rule_are_those_of_the_reader) {
  expect_agreement(ruleset::rule_keys(), {"", "\n"});
}

TEST(RuleKeys, of_a_rollout_are_those_of_the_reader) {
  expect_agreement(ruleset::rollout_keys(), {"rollout: {", "}\n"});
}

TEST(RuleKeys, of_tests_are_those_of_the_reader) {
  expect_agreement(ruleset::test_keys(), {"tests: [{", "}]\n"});
  expect_agreement(ruleset::test_event_keys(), {"tests: [{events: [{", "}]}]\n"});
  expect_agreement(ruleset::test_call_keys(), {"tests: [{call: {", "}}]\n"});
  expect_agreement(ruleset::test_outcome_keys(), {"tests: [{outcome: {", "}}]\n"});
}

TEST(RuleKeys, that_are_required_are_missed) {
  for (const RuleKey& key : ruleset::rule_keys()) {
    test::RulesDir directory;
    directory.add("a.yaml", key.key == "id" ? "rev: 1\n" : "id: t.a\n").load();
    const std::string message = "has no `" + std::string(key.key) + "`";
    EXPECT_EQ(directory.rendered().find(message) != std::string::npos,
              key.presence == ruleset::Presence::required)
        << key.key;
  }
}

}  // namespace
}  // namespace picket
