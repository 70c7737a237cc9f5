// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "filter/ruleset/diagnostic_codes.h"
#include "tests/tools/picket/run_picket.h"

namespace picket {
namespace {

using test::run_picket;
using testing::HasSubstr;

TEST(ExplainCode, says_what_it_means_with_a_bad_and_a_good_example) {
  const test::Ran ran = run_picket({"explain", "too-short-phrase"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, testing::StartsWith("too-short-phrase (warning): one very short phrase "
                                           "alone makes the rule hit\n\nA single Han character"));
  EXPECT_THAT(ran.out, HasSubstr("\nbad (in a rule):\n    match:\n      text: [刷单返利, 款]\n"));
  EXPECT_THAT(ran.out, HasSubstr("\ngood:\n    match:\n      text: [刷单返利, 垫付款项]\n"));
  std::istringstream lines(ran.out);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 90u) << line;
}

TEST(ExplainCode, knows_every_code) {
  for (const ruleset::DiagnosticCode& code : ruleset::diagnostic_codes()) {
    const test::Ran ran = run_picket({"explain", std::string(code.code)});
    EXPECT_EQ(ran.status, 0) << code.code;
    EXPECT_THAT(ran.out, HasSubstr(std::string(code.meaning)));
  }
}

TEST(ExplainCode, gives_machines_one_json_object) {
  const test::Ran ran = run_picket({"explain", "anchor", "--json"});
  const auto json = nlohmann::json::parse(ran.out);
  EXPECT_EQ(json["code"], "anchor");
  EXPECT_EQ(json["severity"], "error");
  EXPECT_EQ(json["bad"], "title: &points Points\n");
}

TEST(ExplainCode, of_no_code_cannot_run_and_names_those_that_may_be_meant) {
  const test::Ran misspelt = run_picket({"explain", "to-short-phrase"});
  EXPECT_EQ(misspelt.status, 2);
  EXPECT_THAT(misspelt.err, HasSubstr("no diagnostic `to-short-phrase`; did you mean "
                                      "too-short-phrase?"));
  EXPECT_THAT(run_picket({"explain", "phrase"}).err, HasSubstr("empty-phrase, too-short-phrase"));
  EXPECT_THAT(run_picket({"explain", "zzzzzz"}).err, HasSubstr("rules/README.md"));
}

}  // namespace
}  // namespace picket
