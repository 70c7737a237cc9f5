// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/reference.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "filter/predicates/predicate.h"

namespace picket {
namespace {

constexpr const char* kFile = "rules/README.md";
constexpr std::string_view kBegin = "<!-- reference: written by the tests, see above -->\n";
constexpr std::string_view kEnd = "<!-- end of reference -->\n";

TEST(RuleReference, is_current_in_the_readme_of_rules) {
  std::ostringstream in;
  in << std::ifstream(kFile, std::ios::binary).rdbuf();
  std::string text = in.str();
  const std::size_t begin = text.find(kBegin);
  const std::size_t end = text.find(kEnd);
  ASSERT_NE(begin, std::string::npos);
  ASSERT_NE(end, std::string::npos);
  ASSERT_LT(begin, end);
  const std::size_t start = begin + kBegin.size();
  const std::string expected = "\n" + ruleset::rule_reference() + "\n";
  const std::string committed = text.substr(start, end - start);
  if (std::getenv("PICKET_WRITE_GOLDEN") != nullptr) {
    text.replace(start, end - start, expected);
    std::ofstream(kFile, std::ios::binary) << text;
  }
  EXPECT_EQ(committed, expected) << "write it anew: with PICKET_WRITE_GOLDEN=1 in the environment";
}

TEST(RuleReference, has_every_condition_and_its_keys) {
  const std::string reference = ruleset::rule_reference();
  for (const predicates::PredicateKind& kind : predicates::registry()) {
    EXPECT_NE(reference.find("#### `" + std::string(kind.key) + "`\n"), std::string::npos);
    for (const predicates::Parameter& parameter : kind.parameters) {
      EXPECT_NE(reference.find("| `" + std::string(parameter.key) + "` |"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace picket
