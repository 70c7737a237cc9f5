// SPDX-License-Identifier: Apache-2.0
#include "tools/load/verify.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/tools/load/temp_file.h"

namespace picket::load {
namespace {

const std::string kA(64, 'a');
const std::string kB(64, 'b');

std::string decision(const std::string& verdict, const std::string& digest) {
  return R"({"id":null,"verdict":")" + verdict + R"(","reasons":[],"ruleset":")" + digest + "\"}\n";
}

std::string log_line(int sequence, const std::string& verdict, const std::string& digest) {
  return R"({"time":"2026-01-05T12:00:00Z","route":"smpp:demo","channel":"sms","id":null,)"
         R"("sequence_number":)" +
         std::to_string(sequence) + R"(,"verdict":")" + verdict +
         R"(","risk":"none","score":0,"rules":[],"shadow":[],"ruleset":")" + digest + "\"}\n";
}

// Two messages; A blocks the second, B the first. Four submits: a r (under A), r a (under B).
class VerifyTest : public testing::Test {
 protected:
  int verify(const std::string& log_text, const std::string& answered = "arra") {
    const TempFile answers(R"({"system_id":"demo","first_sequence_number":2,"answers":")" +
                           answered + "\"}\n");
    const TempFile log(log_text);
    return run_verify({.answers = answers.path(),
                       .messages = messages_.path(),
                       .truth = {truth_a_.path(), truth_b_.path()},
                       .logs = {log.path()}});
  }

  const TempFile messages_{"{\"text\":\"a\"}\n{\"text\":\"b\"}\n"};
  const TempFile truth_a_{decision("allow", kA) + decision("block", kA)};
  const TempFile truth_b_{decision("block", kB) + decision("allow", kB)};
  const std::string first_ = log_line(2, "allow", kA);
  const std::string second_ = log_line(3, "block", kA);
  const std::string third_ = log_line(4, "block", kB);
  const std::string fourth_ = log_line(5, "allow", kB);
};

TEST_F(VerifyTest, passes_a_log_that_fits_in_any_order) {
  EXPECT_EQ(verify(third_ + first_ + fourth_ + second_), 0);
}

TEST_F(VerifyTest, finds_a_missing_line) { EXPECT_EQ(verify(first_ + second_ + third_), 1); }

TEST_F(VerifyTest, finds_a_line_too_many) {
  EXPECT_EQ(verify(first_ + second_ + third_ + fourth_ + fourth_), 1);
  EXPECT_EQ(verify(first_ + second_ + third_ + fourth_ + log_line(6, "allow", kA)), 1);
}

TEST_F(VerifyTest, finds_a_verdict_the_named_ruleset_does_not_give) {
  EXPECT_EQ(verify(log_line(2, "allow", kB) + second_ + third_ + fourth_), 1);
}

TEST_F(VerifyTest, finds_an_answer_that_was_not_the_verdict) {
  EXPECT_EQ(verify(first_ + second_ + third_ + fourth_, "aara"), 1);
  EXPECT_EQ(verify(first_ + second_ + third_ + fourth_, "arr-"), 1);
}

TEST_F(VerifyTest, leaves_lines_of_others_out) {
  const std::string other = R"({"time":"2026-01-05T12:00:00Z","route":"http:x","id":"1"})";
  EXPECT_EQ(verify(other + '\n' + first_ + second_ + third_ + fourth_), 0);
}

TEST_F(VerifyTest, does_not_pass_an_empty_log) { EXPECT_EQ(verify("", ""), 1); }

}  // namespace
}  // namespace picket::load
