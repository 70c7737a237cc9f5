// SPDX-License-Identifier: Apache-2.0
// rules/README.md teaches by example: each example is loaded as a rule, or as part of one.
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "filter/predicates/predicate.h"
#include "tests/filter/ruleset/rules_dir.h"

namespace picket {
namespace {

// The blocks of YAML before the reference: whole rules, and of other blocks each top-level entry.
std::vector<std::string> entries_of(std::istream& readme) {
  std::vector<std::string> entries;
  bool in_yaml = false;
  bool in_rule = false;
  for (std::string line; std::getline(readme, line) && line != "## Reference";) {
    if (line.starts_with("```")) {
      in_yaml = line == "```yaml";
      in_rule = false;
    } else if (in_yaml && !line.empty() && line != "---" && !line.starts_with('#')) {
      if (!line.starts_with(' ') && !in_rule) entries.emplace_back();
      in_rule |= line.starts_with("id:");
      entries.back() += line + '\n';
    }
  }
  return entries;
}

std::string indented(std::string_view text) {
  std::string all;
  for (const char c : text) {
    if (all.empty() || all.back() == '\n') all += "  ";
    all += c;
  }
  return all;
}

// A rule around one entry: a condition, or a key of a rule.
std::string rule_around(const std::string& entry) {
  const std::string key = entry.substr(0, entry.find(':'));
  if (key == "id") return entry;
  test::RuleText rule;
  if (predicates::find_predicate(key) != nullptr) {
    rule.rest = "match:\n" + indented(entry);
  } else if (key == "match") {
    rule.rest = entry;
  } else {
    rule.rest += entry;
  }
  return rule.yaml();
}

TEST(RulesReadme, examples_are_good) {
  std::ifstream readme("rules/README.md");
  const std::vector<std::string> entries = entries_of(readme);
  EXPECT_GT(entries.size(), 20u);
  for (const std::string& entry : entries) {
    test::RulesDir directory;
    directory.add("lists/bank-senders.txt", "95588\n").add("lists/bank-hosts.txt", "a.example\n");
    // Rules that examples ask about.
    directory.add("call.yaml",
                  test::RuleText{.id = "call.foreign-long", .channel = "outcome"}.yaml());
    EXPECT_NE(directory.add("rule.yaml", rule_around(entry)).load(), nullptr)
        << entry << directory.rendered();
  }
}

}  // namespace
}  // namespace picket
