// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/tools/picket/run_picket.h"

namespace picket {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Mine : public testing::Test {
 protected:
  Mine() {
    rules_.add("t.yaml", test::RuleText{.id = "t.known", .rest = "match: {text: 贷款}\n"}.yaml());
  }

  static std::string line(const std::string& label, const std::string& text) {
    return "{\"text\":\"" + text + "\",\"label\":\"" + label + "\"}\n";
  }
  // Texts that differ in words, so that none is of another's template.
  static std::string some_messages() {
    std::string lines;
    for (int i = 0; i < 60; ++i) {
      const std::string words = std::string(static_cast<std::size_t>(1 + i % 7), 'x') +
                                std::string(static_cast<std::size_t>(1 + i / 7), 'y');
      lines += line("fraud", words + " 您的积分可兑换现金 1390000" + std::to_string(1000 + i) +
                                 " http://a.example/" + words);
      lines += line("fraud", words + " 低息贷款");
      lines += line("ham", words + " 您的积分已到期");
      lines += line("ham", words + " 现金已入账，可兑换");
      lines += line("spam", words + " 大促");
    }
    return lines;
  }
  std::string corpus(const std::string& lines) {
    files_.add("corpus.jsonl", lines);
    return files_.path() + "/corpus.jsonl";
  }
  test::Ran mine(std::vector<std::string> more) {
    std::vector<std::string> arguments{"mine", "--rules", rules_.path()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return test::run_picket(arguments);
  }
  json report(std::vector<std::string> more) {
    more.emplace_back("--json");
    const test::Ran ran = mine(std::move(more));
    EXPECT_EQ(ran.status, 0) << ran.err;
    return json::parse(ran.out);
  }

  test::RulesDir rules_;
  test::RulesDir files_;
};

TEST_F(Mine, finds_what_parts_fraud_from_ham_among_what_rules_let_through) {
  const json found = report({corpus(some_messages())});
  EXPECT_EQ(found["fraud"]["messages"], 120);
  EXPECT_EQ(found["fraud"]["uncaught"], 60);
  EXPECT_EQ(found["fraud"]["templates"], 60);
  ASSERT_EQ(found["rules"].size(), 1u);
  const json rule = found["rules"][0];
  EXPECT_EQ(rule["steps"], json::array({"您的积分可兑换现"}));
  const int held_out = found["fraud"]["held_out"];
  EXPECT_GT(held_out, 8);
  EXPECT_LT(held_out, 35);
  EXPECT_EQ(rule["searched"]["fraud"], json({{"hits", 60 - held_out}, {"of", 60 - held_out}}));
  EXPECT_EQ(rule["held_out"]["fraud"], json({{"hits", held_out}, {"of", held_out}}));
  EXPECT_EQ(rule["held_out"]["recall"], 1);
  EXPECT_EQ(rule["held_out"]["precision"], 1);
  EXPECT_EQ(rule["searched"]["ham"]["hits"], 0);
  EXPECT_EQ(rule["new"], 60 - held_out);
}

TEST_F(Mine, takes_many_of_one_template_for_one) {
  std::string lines = line("ham", "好");
  for (int i = 0; i < 500; ++i) {
    lines +=
        line("fraud", "一份大礼包 " + std::to_string(i) + " http://a.example/" + std::to_string(i));
  }
  const json found = report({corpus(lines)});
  EXPECT_EQ(found["fraud"]["uncaught"], 500);
  EXPECT_EQ(found["fraud"]["templates"], 1);
  EXPECT_EQ(found["rules"].size(), 0u);
}

TEST_F(Mine, measures_on_what_it_did_not_look_at) {
  // By chance: each phrase is of three texts, and says nothing of any other.
  std::string lines;
  for (int i = 0; i < 90; ++i) {
    lines += line("fraud", "word" + std::string(1, static_cast<char>('a' + i % 26)) + "zzzz " +
                               std::string(static_cast<std::size_t>(i / 26 + 1), 'q'));
    lines += line("ham", "other" + std::string(static_cast<std::size_t>(i + 1), 'k'));
  }
  const json found = report({corpus(lines), "--min-support", "3", "--patterns", "50"});
  const json all = found["all"];
  ASSERT_GT(found["rules"].size(), 0u);
  EXPECT_LT(all["held_out"]["recall"].get<double>(), all["searched"]["recall"].get<double>());
}

TEST_F(Mine, writes_rules_that_check_and_hit_what_they_should) {
  const std::string out = files_.path() + "/mined";
  const test::Ran ran = mine({corpus(some_messages()), "--out", out});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("1 rule written to " + out));
  const test::Ran check = test::run_picket({"check", out});
  EXPECT_EQ(check.status, 0) << check.out;
  EXPECT_THAT(check.out, HasSubstr("no errors, no warnings"));

  std::string yaml;
  for (const auto& entry : std::filesystem::directory_iterator(out)) {
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    yaml = text.str();
    EXPECT_THAT(entry.path().filename().string(), StartsWith("sms.mined."));
  }
  EXPECT_THAT(yaml, HasSubstr("status: draft"));
  EXPECT_THAT(yaml, HasSubstr("match: {text: \"您的积分可兑换现\"}"));
  EXPECT_THAT(yaml, HasSubstr("您的积分可兑换现金 00000000000 link.example"));
  EXPECT_THAT(yaml, Not(HasSubstr("1390000")));
  EXPECT_THAT(yaml, Not(HasSubstr("a.example")));

  const test::Ran again = mine({corpus(some_messages()), "--out", out});
  EXPECT_EQ(again.status, 2);
  EXPECT_THAT(again.err, HasSubstr("is there already"));
}

TEST_F(Mine, writes_one_yaml_file_to_standard_output) {
  const test::Ran ran = mine({corpus(some_messages())});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("# 1 rule of " + rules_.path() +
                                  " (1 active) let through 60 of 120 messages of fraud\n# fraud "));
  test::RulesDir mined;
  mined.add("mined.yaml", ran.out);
  const auto ruleset = mined.load({.inactive = true, .now = {}});
  ASSERT_NE(ruleset, nullptr) << mined.rendered();
  EXPECT_EQ(ruleset->rules().size(), 1u);
  EXPECT_EQ(ruleset->rules()[0].status, ruleset::Status::draft);
}

TEST_F(Mine, makes_sequences_with_tests_that_pass) {
  std::string lines;
  for (int i = 0; i < 40; ++i) {
    const std::string words = std::string(static_cast<std::size_t>(1 + i % 7), 'x') +
                              std::string(static_cast<std::size_t>(1 + i / 7), 'y');
    lines += line("fraud", words + "积分" + words + "兑换");
    lines += line("ham", words + "积分到期");
    lines += line("ham", "兑换" + words + "积分");
  }
  const test::Ran ran = mine({corpus(lines)});
  EXPECT_THAT(ran.out, HasSubstr("match: {text: {sequence: [\"积分\", \"兑换\"], within: 15}}"));
  std::string shadow = ran.out;
  const std::size_t at = shadow.find("status: draft");
  ASSERT_NE(at, std::string::npos);
  shadow.replace(at, 13, "status: shadow");
  test::RulesDir mined;
  mined.add("mined.yaml", shadow);
  const test::Ran tested = test::run_picket({"test", mined.path()});
  EXPECT_EQ(tested.out, "3 passed, 0 failed\n");
}

TEST_F(Mine, gives_the_same_bytes_with_any_number_of_threads_and_others_with_another_seed) {
  const std::string file = corpus(some_messages());
  const std::string one = mine({file}).out;
  EXPECT_EQ(mine({file, "--threads", "4"}).out, one);
  EXPECT_NE(mine({file, "--seed", "2"}).out, one);
}

TEST_F(Mine, says_what_it_cannot_do) {
  EXPECT_EQ(mine({corpus(line("ham", "好"))}).status, 2);
  const test::Ran no_ham = mine({corpus(line("fraud", "好"))});
  EXPECT_EQ(no_ham.status, 2);
  EXPECT_THAT(no_ham.err, HasSubstr("no message is labelled ham"));
  const test::Ran bad = mine({corpus(line("fraud", "好") + line("ham", "好的") + "nonsense\n")});
  EXPECT_EQ(bad.status, 1);
  EXPECT_THAT(bad.err, HasSubstr("corpus.jsonl:3: not JSON"));
  EXPECT_THAT(bad.out, HasSubstr("nothing that separates enough of it from ham"));
}

}  // namespace
}  // namespace picket
