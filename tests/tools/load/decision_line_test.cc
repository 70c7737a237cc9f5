// SPDX-License-Identifier: Apache-2.0
#include "tools/load/decision_line.h"

#include <gtest/gtest.h>

#include <string>

namespace picket::load {
namespace {

const std::string kDigest(64, 'd');

std::string line(const std::string& matched) {
  return R"({"id":"1-7","verdict":"block","risk":"high","score":0,"reasons":[{"rule":"a.b","rev":1,)"
         R"("action":"block","matched":[{"text":")" +
         matched + R"(","at":0}]}],"shadow":[],"ruleset":")" + kDigest + R"(","overlay":0})";
}

TEST(DecisionLine, gives_id_verdict_ruleset_and_all_behind_the_id) {
  const std::string text = line("积分");
  const auto decision = split_decision(text);
  ASSERT_TRUE(decision);
  EXPECT_EQ(decision->id, R"("1-7")");
  EXPECT_EQ(decision->verdict, "block");
  EXPECT_EQ(decision->ruleset, kDigest);
  EXPECT_EQ(decision->judged, text.substr(text.find(",\"verdict")));
}

TEST(DecisionLine, is_not_misled_by_a_message_that_quotes_a_decision) {
  const std::string text = line(R"(\"ruleset\":\"eeee\",\"verdict\":\"allow\")");
  const auto decision = split_decision(text);
  ASSERT_TRUE(decision);
  EXPECT_EQ(decision->verdict, "block");
  EXPECT_EQ(decision->ruleset, kDigest);
}

TEST(DecisionLine, is_absent_for_anything_else) {
  EXPECT_FALSE(split_decision(""));
  EXPECT_FALSE(split_decision(R"({"id":null,"line":3,"error":"no channel"})"));
  EXPECT_FALSE(split_decision(line("x").substr(1)));
  auto cut = line("x");
  cut.pop_back();
  EXPECT_FALSE(split_decision(cut));
  auto odd = line("x");
  odd.replace(odd.find("block"), 5, "maybe");
  EXPECT_FALSE(split_decision(odd));
  auto short_digest = line("x");
  short_digest.erase(short_digest.find(kDigest), 1);
  EXPECT_FALSE(split_decision(short_digest));
}

}  // namespace
}  // namespace picket::load
