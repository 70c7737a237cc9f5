// SPDX-License-Identifier: Apache-2.0
#include "tools/load/http_batches.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace picket::load {
namespace {

class HttpBatchesTest : public testing::Test {
 protected:
  HttpBatchesTest() : truth_({}, 0), batches_(events_, truth_, 3) {}

  static std::vector<std::string> lines_of(std::string_view body) {
    std::vector<std::string> lines;
    while (!body.empty()) {
      lines.emplace_back(body.substr(0, body.find('\n')));
      body.remove_prefix(lines.back().size() + 1);
    }
    return lines;
  }
  static std::string answer(const std::string& id, const std::string& verdict = "allow") {
    return R"({"id":")" + id + R"(","verdict":")" + verdict +
           R"(","risk":"none","score":0,"reasons":[],"shadow":[],"ruleset":")" +
           std::string(64, 'a') + R"(","overlay":0})" + "\n";
  }

  const std::vector<Message> messages_{
      {.text = "a \"quoted\" text", .from = "1069", .to = "+8613900000002"},
      {.text = "积分", .from = "BANK", .to = "1", .expect = Expectation::refuse}};
  const EventTexts events_{messages_};
  const Truth truth_;
  HttpBatches batches_;
  HttpTotals totals_;
};

TEST_F(HttpBatchesTest, are_events_with_ids_of_their_own_going_round_the_messages) {
  const auto first = lines_of(batches_.next(3));
  const auto second = lines_of(batches_.next(1));
  ASSERT_EQ(first.size(), 3u);
  const auto event = nlohmann::json::parse(first[0]);
  EXPECT_EQ(event["id"], "3-0");
  EXPECT_EQ(event["channel"], "sms");
  EXPECT_EQ(event["text"], "a \"quoted\" text");
  EXPECT_EQ(event["from"], "1069");
  EXPECT_EQ(nlohmann::json::parse(first[2])["text"], "a \"quoted\" text");
  EXPECT_EQ(nlohmann::json::parse(second[0])["id"], "3-3");
  EXPECT_EQ(nlohmann::json::parse(second[0])["text"], "积分");
}

TEST_F(HttpBatchesTest, count_good_answers_by_verdict_and_ruleset) {
  batches_.next(2);
  batches_.check(answer("3-0") + answer("3-1", "block"), totals_);
  EXPECT_EQ(totals_.events, 2u);
  EXPECT_EQ(totals_.allow, 1u);
  EXPECT_EQ(totals_.block, 1u);
  EXPECT_EQ(totals_.by_ruleset.at(std::string(64, 'a')), 2u);
  EXPECT_TRUE(totals_.is_clean());
}

TEST_F(HttpBatchesTest, find_answers_out_of_order) {
  batches_.next(2);
  batches_.check(answer("3-1") + answer("3-0"), totals_);
  EXPECT_EQ(totals_.wrong, 2u);
  EXPECT_FALSE(totals_.is_clean());
}

TEST_F(HttpBatchesTest, find_answers_too_few_and_too_many) {
  batches_.next(2);
  batches_.check(answer("3-0"), totals_);
  EXPECT_EQ(totals_.wrong, 1u);
  batches_.next(1);
  batches_.check(answer("3-2") + answer("3-2"), totals_);
  EXPECT_EQ(totals_.wrong, 2u);
}

TEST_F(HttpBatchesTest, find_what_is_no_decision_and_say_what_it_was) {
  batches_.next(1);
  batches_.check("{\"id\":\"3-0\",\"error\":\"broken\"}\n", totals_);
  EXPECT_EQ(totals_.wrong, 1u);
  EXPECT_NE(totals_.first_wrong.find("broken"), std::string::npos);
}

TEST_F(HttpBatchesTest, find_verdicts_a_message_does_not_expect) {
  batches_.next(2);
  batches_.check(answer("3-0") + answer("3-1", "allow"), totals_);
  EXPECT_EQ(totals_.unexpected, 1u);
  EXPECT_FALSE(totals_.is_clean());
}

}  // namespace
}  // namespace picket::load
