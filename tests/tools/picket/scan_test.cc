// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "tests/tools/picket/run_picket.h"

namespace picket {
namespace {

using nlohmann::json;

class Scan : public testing::Test {
 protected:
  Scan() {
    test::RuleText points{.id = "t.points"};
    points.rest = "match:\n  all:\n    - text: 积分\n    - link: any\n";
    test::RuleText night{.id = "t.night", .action = "warn"};
    night.rest = "match:\n  all:\n    - text: 中奖\n    - time: {between: '22:00-07:00'}\n";
    rules_.add("points.yaml", points.yaml()).add("night.yaml", night.yaml());
  }

  test::Ran scan(std::string_view input, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"scan", "--rules", rules_.path()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return test::run_picket(arguments, input);
  }

  static std::vector<json> lines(const std::string& out) {
    std::vector<json> all;
    std::istringstream stream(out);
    for (std::string line; std::getline(stream, line);) all.push_back(json::parse(line));
    return all;
  }

  test::RulesDir rules_;
};

constexpr std::string_view kFraud =
    R"({"id":"a","channel":"sms","text":"积分兑换 jf-bank.example/x"})"
    "\n";
constexpr std::string_view kGood = R"({"id":"b","channel":"sms","text":"积分到期"})"
                                   "\n";

TEST_F(Scan, gives_one_decision_an_event_in_order) {
  const test::Ran ran = scan(std::string(kFraud) + std::string(kGood));
  EXPECT_EQ(ran.status, 0) << ran.err;
  const auto decisions = lines(ran.out);
  ASSERT_EQ(decisions.size(), 2u);
  EXPECT_EQ(decisions[0]["id"], "a");
  EXPECT_EQ(decisions[0]["verdict"], "block");
  EXPECT_EQ(decisions[0]["reasons"][0]["rule"], "t.points");
  EXPECT_EQ(decisions[0]["reasons"][0]["matched"][0]["text"], "积分");
  EXPECT_EQ(decisions[0]["reasons"][0]["matched"][1]["at"], 5);
  EXPECT_EQ(decisions[1]["id"], "b");
  EXPECT_EQ(decisions[1]["verdict"], "allow");
}

TEST_F(Scan, answers_a_broken_line_with_an_error_goes_on_and_exits_1) {
  const test::Ran ran = scan(R"({"id":"x","channel":"sms","text":1})"
                             "\n\n{not json\n" +
                             std::string(kFraud));
  EXPECT_EQ(ran.status, 1);
  const auto decisions = lines(ran.out);
  ASSERT_EQ(decisions.size(), 3u) << ran.out;
  EXPECT_EQ(decisions[0]["id"], "x");
  EXPECT_EQ(decisions[0]["line"], 1);
  EXPECT_TRUE(decisions[0]["error"].is_string());
  EXPECT_TRUE(decisions[1]["id"].is_null());
  EXPECT_EQ(decisions[1]["line"], 3) << "blank lines are counted";
  EXPECT_EQ(decisions[2]["verdict"], "block");
}

TEST_F(Scan, reads_a_last_line_without_newline_and_lines_that_end_in_crlf) {
  const std::string fraud(kFraud.substr(0, kFraud.size() - 1));
  const auto decisions = lines(scan(fraud + "\r\n" + fraud).out);
  ASSERT_EQ(decisions.size(), 2u);
  EXPECT_EQ(decisions[1]["verdict"], "block");
}

TEST_F(Scan, of_nothing_is_nothing) {
  const test::Ran ran = scan("");
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out, "");
}

TEST_F(Scan, takes_long_lines_and_refuses_one_over_the_limit_as_a_bad_line) {
  const std::string long_text(1 << 20, 'x');
  const std::string input = R"({"channel":"sms","text":")" + long_text + " 积分 a.example\"}\n" +
                            std::string(9 << 20, 'y') + '\n' + std::string(kFraud);
  const test::Ran ran = scan(input, {"--threads", "2"});
  EXPECT_EQ(ran.status, 1);
  const auto decisions = lines(ran.out);
  ASSERT_EQ(decisions.size(), 3u);
  EXPECT_EQ(decisions[0]["verdict"], "block");
  EXPECT_EQ(decisions[1]["line"], 2);
  EXPECT_EQ(decisions[2]["verdict"], "block");
}

TEST_F(Scan, judges_an_event_without_time_at_the_latest_time_seen) {
  const std::string won = R"({"channel":"sms","text":"中奖"})"
                          "\n";
  const std::string night = R"({"channel":"sms","text":"x","time":"2026-01-05T23:00:00+08:00"})"
                            "\n";
  const std::string day = R"({"channel":"sms","text":"x","time":"2026-01-05T12:00:00+08:00"})"
                          "\n";
  const auto decisions = lines(scan(won + night + won + day + won).out);
  ASSERT_EQ(decisions.size(), 5u);
  EXPECT_EQ(decisions[0]["verdict"], "allow") << "before any time a condition on it is false";
  EXPECT_EQ(decisions[2]["verdict"], "warn");
  EXPECT_EQ(decisions[4]["verdict"], "warn") << "an earlier time does not set the clock back";
}

TEST_F(Scan, gives_the_same_bytes_with_any_number_of_threads) {
  std::mt19937 random(7);
  std::string input;
  for (int i = 0; i < 3000; ++i) {
    switch (random() % 6) {
      case 0:
        input += R"({"id":"broken)" + std::to_string(i) + "\"\n";
        break;
      case 1:
        input += kFraud;
        break;
      case 2:
        input += R"({"channel":"sms","text":"中奖","time":"2026-01-0)" +
                 std::to_string(1 + random() % 9) + "T" + std::to_string(10 + random() % 14) +
                 ":00:00+08:00\"}\n";
        break;
      case 3:
        input += R"({"channel":"sms","text":"中奖"})"
                 "\n";
        break;
      default:
        input += kGood;
    }
  }
  const test::Ran one = scan(input);
  EXPECT_EQ(one.status, 1);
  EXPECT_EQ(lines(one.out).size(), 3000u);
  for (const std::string threads : {"2", "3", "8"}) {
    const test::Ran several = scan(input, {"--threads", threads});
    EXPECT_EQ(several.status, 1);
    EXPECT_TRUE(several.out == one.out) << threads << " threads";
  }
}

TEST_F(Scan, answers_as_the_events_come_while_the_input_stays_open) {
  for (const std::string threads : {"1", "3"}) {
    test::PicketProcess process({"scan", "--rules", rules_.path(), "--threads", threads},
                                rules_.path());
    for (int i = 0; i < 3; ++i) {
      process.write(kFraud);
      EXPECT_EQ(json::parse(process.read_line())["verdict"], "block");
    }
    process.close_input();
    EXPECT_EQ(process.wait(), 0);
  }
}

TEST_F(Scan, says_so_when_its_reader_goes_away_even_if_the_input_stays_open) {
  for (const std::string threads : {"1", "2"}) {
    test::PicketProcess process({"scan", "--rules", rules_.path(), "--threads", threads},
                                rules_.path());
    process.close_output();
    process.write(kFraud);
    EXPECT_EQ(process.wait(), 2);
    EXPECT_NE(process.errors().find("cannot write to standard output"), std::string::npos);
  }
}

TEST_F(Scan, says_so_when_the_disk_is_full) {
  test::PicketProcess process({"scan", "--rules", rules_.path()}, rules_.path(), "/dev/full");
  process.write(kFraud);
  process.close_input();
  EXPECT_EQ(process.wait(), 2);
  EXPECT_NE(process.errors().find("No space left"), std::string::npos) << process.errors();
}

TEST_F(Scan, does_not_run_with_faulty_rules_and_says_where_the_fault_is) {
  rules_.add("bad.yaml", "id: bad\n");
  const test::Ran ran = scan(kFraud);
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find("bad.yaml:1:5: error:"), std::string::npos) << ran.err;
}

TEST_F(Scan, lets_calls_to_emergency_numbers_through_unjudged) {
  const auto decisions = lines(scan(R"({"channel":"call","from":"+8613900000001","to":"110"})"
                                    "\n")
                                   .out);
  ASSERT_EQ(decisions.size(), 1u);
  EXPECT_EQ(decisions[0]["verdict"], "allow");
  EXPECT_EQ(decisions[0]["bypass"], "emergency");
}

}  // namespace
}  // namespace picket
