// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/tools/picket/run_picket.h"

namespace picket {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class Eval : public testing::Test {
 protected:
  void rule(const std::string& id, const std::string& action, const std::string& match,
            const std::string& status = "enforce") {
    rules_.add(id + ".yaml",
               test::RuleText{.id = id, .status = status, .action = action, .rest = match}.yaml());
  }
  void some_rules() {
    rule("t.points", "block", "match: {text: 积分}\n");
    rule("t.link", "warn", "match: {link: any}\n");
    rule("t.redeem", "block", "match: {text: 兑换}\n");
  }
  static std::string line(const std::string& label, const std::string& text,
                          const std::string& more = "") {
    return "{\"text\":\"" + text + "\",\"label\":\"" + label + "\"" + more + "}\n";
  }
  std::string file(const std::string& name, const std::string& lines) {
    files_.add(name, lines);
    return files_.path() + "/" + name;
  }
  std::string some_messages() {
    return file("some.jsonl",
                line("fraud", "积分兑换 a.example/1", ",\"category\":\"bank\",\"lang\":\"zh\"") +
                    line("fraud", "您的积分") + line("fraud", "your parcel 1 waits") +
                    line("spam", "大促 b.example/2") + line("ham", "积分到期") +
                    line("ham", "好的", ",\"category\":\"chat\"") + line("ham", "见 c.example/3"));
  }

  test::Ran eval(std::vector<std::string> files, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"eval", "--rules", rules_.path()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.insert(arguments.end(), files.begin(), files.end());
    return test::run_picket(arguments);
  }
  json report(std::vector<std::string> files, std::vector<std::string> more = {}) {
    more.emplace_back("--json");
    const test::Ran ran = eval(std::move(files), std::move(more));
    EXPECT_EQ(ran.status, 0) << ran.err;
    return json::parse(ran.out);
  }
  static json of_rule(const json& report, std::string_view id) {
    for (const json& entry : report["rules"]) {
      if (entry["rule"] == id) return entry;
    }
    return nullptr;
  }
  static json counts(int fraud, int spam, int ham) {
    return {{"fraud", fraud}, {"spam", spam}, {"ham", ham}};
  }

  test::RulesDir rules_;
  test::RulesDir files_;
};

TEST_F(Eval, counts_what_is_blocked_and_warned_of_by_label) {
  some_rules();
  const json found = report({some_messages()});
  const json fraud = found["total"]["fraud"];
  EXPECT_EQ(fraud["messages"], 3);
  EXPECT_EQ(fraud["caught"], 2);
  EXPECT_EQ(fraud["blocked"], 2);
  EXPECT_EQ(fraud["warned"], 0);
  EXPECT_DOUBLE_EQ(fraud["rate"], 2.0 / 3);
  EXPECT_NEAR(fraud["interval"][0], 0.2077, 1e-4);
  EXPECT_NEAR(fraud["interval"][1], 0.9385, 1e-4);
  EXPECT_EQ(found["total"]["spam"]["warned"], 1);
  EXPECT_EQ(found["total"]["ham"]["messages"], 3);
  EXPECT_EQ(found["total"]["ham"]["blocked"], 1);
  EXPECT_EQ(found["total"]["ham"]["warned"], 1);
}

TEST_F(Eval, keeps_files_apart_and_adds_them_up) {
  some_rules();
  const std::string ham = file("ham.jsonl", line("ham", "积分") + line("ham", "好"));
  const json found = report({some_messages(), ham});
  ASSERT_EQ(found["files"].size(), 2u);
  EXPECT_EQ(found["files"][1]["file"], ham);
  EXPECT_EQ(found["files"][1]["ham"]["caught"], 1);
  EXPECT_EQ(found["files"][1]["fraud"]["messages"], 0);
  EXPECT_FALSE(found["files"][1]["fraud"].contains("rate"));
  EXPECT_EQ(found["total"]["ham"]["messages"], 5);
  EXPECT_EQ(found["messages"], 9);
}

TEST_F(Eval, counts_by_category_and_language_where_asked) {
  some_rules();
  const json found = report({some_messages()}, {"--by", "category,lang"});
  ASSERT_EQ(found["categories"].size(), 3u);
  EXPECT_EQ(found["categories"][0]["category"], "");
  EXPECT_EQ(found["categories"][0]["fraud"]["caught"], 1);
  EXPECT_EQ(found["categories"][1]["category"], "bank");
  EXPECT_EQ(found["categories"][1]["fraud"]["caught"], 1);
  EXPECT_EQ(found["languages"][1]["lang"], "zh");
  EXPECT_FALSE(report({some_messages()}).contains("categories"));
  EXPECT_THAT(eval({some_messages()}, {"--by", "lang", "--by", "category"}).out,
              AllOf(HasSubstr("\ncategory bank\n"), HasSubstr("\nlang zh\n")));
}

TEST_F(Eval, says_of_each_rule_what_it_hits_and_what_would_be_lost_without_it) {
  some_rules();
  const json found = report({some_messages()});
  const json points = of_rule(found, "t.points");
  EXPECT_EQ(points["hits"], counts(2, 0, 1));
  EXPECT_EQ(points["decides"], counts(1, 0, 1));
  EXPECT_DOUBLE_EQ(points["precision"], 2.0 / 3);
  EXPECT_EQ(of_rule(found, "t.redeem")["decides"], counts(0, 0, 0));
  EXPECT_EQ(of_rule(found, "t.link")["hits"], counts(1, 1, 1));
  EXPECT_EQ(of_rule(found, "t.link")["decides"], counts(0, 1, 1));
}

TEST_F(Eval, says_what_an_allow_rule_lets_through_and_what_a_shadow_rule_would_do) {
  some_rules();
  rule("t.known", "allow", "match: {text: 到期}\n");
  rule("t.parcel", "block", "match: {text: parcel}\n", "shadow");
  rule("t.all-clear", "allow", "match: {text: 您的}\n", "shadow");
  rule("t.draft", "block", "match: {text: parcel}\n", "draft");
  const json found = report({some_messages()});
  EXPECT_EQ(of_rule(found, "t.known")["decides"], counts(0, 0, 1));
  EXPECT_EQ(of_rule(found, "t.parcel")["status"], "shadow");
  EXPECT_EQ(of_rule(found, "t.parcel")["decides"], counts(1, 0, 0));
  EXPECT_EQ(of_rule(found, "t.all-clear")["decides"], counts(1, 0, 0));
  EXPECT_EQ(of_rule(found, "t.draft"), nullptr);
  EXPECT_EQ(found["total"]["fraud"]["caught"], 2);
}

// `decides`, by taking each rule out (a shadow rule: by enforcing it) and counting anew.
TEST_F(Eval, agrees_with_taking_each_rule_out) {
  std::mt19937 random(11);
  const std::vector<std::string> words{"alpha", "bravo", "delta", "golf", "hotel", "india"};
  const auto word = [&] { return words[random() % words.size()]; };
  struct Made {
    std::string id, action, match, status;
  };
  std::vector<Made> made;
  const std::vector<std::string> actions{"block", "warn", "allow", "score", "score", "score"};
  for (int i = 0; i < 12; ++i) {
    const std::string action = actions[random() % actions.size()];
    std::string match = "match: {all: [{text: [" + word() + ", " + word() + "]}, {text: [" +
                        word() + ", " + word() + ", " + word() + "]}]}\n";
    if (action == "score") match = "score: " + std::to_string(20 + random() % 60) + "\n" + match;
    made.push_back({"t.r" + std::to_string(i), action, match, i % 4 == 3 ? "shadow" : "enforce"});
  }
  std::string lines;
  for (int i = 0; i < 400; ++i) {
    const std::string label = std::vector<std::string>{"fraud", "spam", "ham"}[random() % 3];
    lines += line(label, word() + " " + word() + " " + word());
  }
  const std::string corpus = file("random.jsonl", lines);
  for (const Made& one : made) rule(one.id, one.action, one.match, one.status);
  const json before = report({corpus});
  for (const Made& one : made) {
    rule(one.id, one.action, one.match, one.status == "shadow" ? "enforce" : "draft");
    const json after = report({corpus});
    rule(one.id, one.action, one.match, one.status);
    for (const char* label : {"fraud", "spam", "ham"}) {
      const int change =
          after["total"][label]["caught"].get<int>() - before["total"][label]["caught"].get<int>();
      EXPECT_EQ(of_rule(before, one.id)["decides"][label], std::abs(change)) << one.id << label;
    }
  }
}

TEST_F(Eval, shows_the_worst_false_positives_with_their_evidence) {
  some_rules();
  const json shown = report({some_messages()})["false_positives"];
  ASSERT_EQ(shown.size(), 2u);
  EXPECT_EQ(shown[0]["line"], 5);
  EXPECT_EQ(shown[0]["verdict"], "block");
  EXPECT_EQ(shown[0]["reasons"][0]["rule"], "t.points");
  EXPECT_EQ(shown[0]["reasons"][0]["matched"][0]["text"], "积分");
  EXPECT_EQ(shown[0]["reasons"][0]["matched"][0]["at"], 0);
  EXPECT_EQ(shown[1]["verdict"], "warn");
  EXPECT_EQ(report({some_messages()}, {"--false-positives", "1"})["false_positives"].size(), 1u);
}

TEST_F(Eval, shows_one_of_many_alike) {
  some_rules();
  std::string lines;
  for (int i = 0; i < 50; ++i) {
    lines += line("ham", "您的积分 " + std::to_string(1000 + i)) +
             line("fraud", "call 1390000" + std::to_string(1000 + i) + " now");
  }
  const json found = report({file("bulk.jsonl", lines)}, {"--misses", "9"});
  ASSERT_EQ(found["false_positives"].size(), 1u);
  EXPECT_EQ(found["false_positives"][0]["alike"], 50);
  ASSERT_EQ(found["misses"].size(), 1u);
  EXPECT_EQ(found["misses"][0]["alike"], 50);
  EXPECT_EQ(found["misses"][0]["line"], 2);
}

TEST_F(Eval, chooses_misses_over_all_of_the_file_and_others_with_another_seed) {
  some_rules();
  std::string lines;
  for (int i = 0; i < 500; ++i) {
    lines += line("fraud", "pay " + std::string(static_cast<std::size_t>(1 + i % 26), 'x') +
                               std::string(static_cast<std::size_t>(1 + i / 26), 'y'));
  }
  const std::string corpus = file("misses.jsonl", lines);
  const auto chosen = [&](const std::string& seed) {
    std::vector<int> at;
    const json found = report({corpus}, {"--misses", "20", "--seed", seed});
    for (const json& miss : found["misses"]) at.push_back(miss["line"]);
    return at;
  };
  const std::vector<int> first = chosen("1");
  ASSERT_EQ(first.size(), 20u);
  EXPECT_TRUE(std::ranges::is_sorted(first));
  EXPECT_LT(first.front(), 100);
  EXPECT_GT(first.back(), 400);
  EXPECT_EQ(chosen("1"), first);
  EXPECT_NE(chosen("2"), first);
  EXPECT_EQ(report({corpus})["misses"].size(), 0u);
}

TEST_F(Eval, gives_the_same_bytes_with_any_number_of_threads) {
  some_rules();
  std::string lines;
  for (int i = 0; i < 9000; ++i) {
    lines += line(i % 3 == 0 ? "ham" : "fraud",
                  (i % 7 == 0 ? "积分 " : "text ") + std::to_string(i) + (i % 5 == 0 ? "x" : ""));
  }
  const std::string corpus = file("many.jsonl", lines + "nonsense\n");
  const std::vector<std::string> more{"--misses", "5", "--json"};
  const test::Ran one = eval({corpus}, more);
  EXPECT_EQ(json::parse(one.out)["messages"], 9000);
  auto threads = more;
  threads.insert(threads.end(), {"--threads", "5"});
  EXPECT_EQ(eval({corpus}, threads).out, one.out);
}

TEST_F(Eval, says_which_lines_are_bad_and_goes_on) {
  some_rules();
  const std::string corpus =
      file("bad.jsonl", "{\"text\":1,\"label\":\"ham\"}\n" + line("ham", "积分") + "\nnonsense\n");
  const test::Ran ran = eval({corpus});
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.err, corpus + ":1: `text` is a number, not a string\n" + corpus +
                         ":4: not JSON at byte 2\n");
  EXPECT_THAT(ran.out, HasSubstr("2 bad lines left out"));
  const json found = json::parse(eval({corpus}, {"--json"}).out);
  EXPECT_EQ(found["bad_lines"], 2);
  EXPECT_EQ(found["errors"][1],
            json({{"file", corpus}, {"line", 4}, {"error", "not JSON at byte 2"}}));
  EXPECT_EQ(found["total"]["ham"]["caught"], 1);
}

TEST_F(Eval, judges_with_the_sender_and_time_of_the_message) {
  rule("t.sender", "block", "match: {sender: {number: BANK}}\n");
  rule("t.night", "warn", "match: {time: {between: \"22:00-07:00\"}}\n");
  const json found =
      report({file("facts.jsonl", line("ham", "a", ",\"sender\":\"Bank\"") + line("ham", "b") +
                                      line("ham", "c", ",\"time\":\"2026-01-05T23:00:00+08:00\"") +
                                      line("ham", "d", ",\"time\":\"2026-01-05 23:00\""))});
  EXPECT_EQ(found["total"]["ham"]["blocked"], 1);
  EXPECT_EQ(found["total"]["ham"]["warned"], 1);
  EXPECT_EQ(found["times_unread"], 1);
  EXPECT_THAT(eval({files_.path() + "/facts.jsonl"}).out,
              HasSubstr("\n1 message with a time that is not RFC 3339, judged without\n"));
}

TEST_F(Eval, counts_rules_that_end_unknown) {
  rule("t.rate", "block", "match: {rate: {count: events, by: sender, within: 10m, over: 1}}\n");
  const json found = report({file("rate.jsonl", line("fraud", "a",
                                                     ",\"sender\":\"+8613900000001\","
                                                     "\"time\":\"2026-01-05T12:00:00+08:00\""))});
  EXPECT_EQ(of_rule(found, "t.rate")["unknown"], 1);
  EXPECT_EQ(found["total"]["fraud"]["caught"], 0);
}

TEST_F(Eval, is_a_gate_where_limits_are_given) {
  some_rules();
  const std::string corpus = some_messages();
  EXPECT_EQ(eval({corpus}, {"--min-recall", "66", "--max-false-positives", "67"}).status, 0);
  const test::Ran recall = eval({corpus}, {"--min-recall", "67"});
  EXPECT_EQ(recall.status, 1);
  EXPECT_THAT(recall.out, HasSubstr("failed: " + corpus +
                                    ": fraud recall 2 of 3 = 66.67 %, at least 67 wanted"));
  const test::Ran precise = eval({corpus}, {"--max-false-positives", "66.5", "--json"});
  EXPECT_EQ(precise.status, 1);
  EXPECT_THAT(json::parse(precise.out)["failures"],
              ElementsAre(corpus + ": false positives 2 of 3 = 66.67 %, at most 66.5 wanted"));
}

TEST_F(Eval, holds_every_file_to_the_limits_by_itself) {
  some_rules();
  std::string good;
  for (int i = 0; i < 1000; ++i) good += line("ham", "好");
  const test::Ran ran =
      eval({file("good.jsonl", good), some_messages()}, {"--max-false-positives", "5"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out, HasSubstr("some.jsonl: false positives 2 of 3"));
  EXPECT_THAT(ran.out, Not(HasSubstr("good.jsonl: false positives")));
}

TEST_F(Eval, cannot_run_where_nothing_could_fail) {
  some_rules();
  const std::string ham = file("ham.jsonl", line("ham", "好"));
  const test::Ran no_fraud = eval({ham}, {"--min-recall", "50"});
  EXPECT_EQ(no_fraud.status, 2);
  EXPECT_THAT(no_fraud.err, HasSubstr("--min-recall: no message is labelled fraud"));
  EXPECT_EQ(eval({file("empty.jsonl", "")}).status, 2);
  EXPECT_EQ(eval({files_.path() + "/none.jsonl"}).status, 2);
  EXPECT_EQ(eval({ham}, {"--min-recall", "101"}).status, 2);
  EXPECT_EQ(eval({}).status, 2);
}

TEST_F(Eval, prints_a_page_for_people) {
  some_rules();
  rule("t.known", "allow", "match: {text: 到期}\n");
  rule("t.parcel", "block", "match: {text: parcel}\n", "shadow");
  rule("t.silent", "block", "match: {text: nothing}\n");
  const std::string corpus = some_messages();
  const test::Ran ran = eval({corpus}, {"--misses", "1"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(ran.out, "6 rules of " + rules_.path() + " (6 active), 7 messages\n\n" +
                         "                               caught     %  95 % Wilson  block  warn\n" +
                         corpus + R"(
  fraud recall     ██████▋     2 of 3  66.7    20.8–93.9      2     ·
  spam recall      ██████████  1 of 1   100     20.7–100      ·     1
  false positives  ███▍        1 of 3  33.3    6.15–79.2      ·     1

rules that hit; alone: what no other rule catches
                   hits                      alone
          action  fraud  spam  ham  prec. %  fraud  spam  ham
t.link    warn        1     1    1     66.7      ·     1    1
t.points  block       2     ·    1     66.7      1     ·    ·
t.redeem  block       1     ·    ·      100      ·     ·    ·

allow rules; alone: what would else be caught
                  hits             alone
         action  fraud  spam  ham  fraud  spam  ham
t.known  allow       ·     ·    1      ·     ·    1

shadow rules; alone: what they would add to what is caught, or let through
                   hits                      alone
          action  fraud  spam  ham  prec. %  fraud  spam  ham
t.parcel  block       1     ·    ·      100      1     ·    ·

1 rule without a hit

worst false positives (1 in all)
)" + "  " + corpus + R"(:7  warn, risk high
    见 c.example/3
    warn t.link: "c.example/3"

fraud that slipped through
)" + "  " + corpus + R"(:3
    your parcel 1 waits
)");
}

TEST_F(Eval, keeps_control_characters_of_messages_from_the_terminal) {
  some_rules();
  const test::Ran ran =
      eval({file("escape.jsonl", line("ham", "\\u001b]0;x\\u0007积分\\n\\u009b2J",
                                      ",\"category\":\"\\u001b[2J\",\"sender\":\"\\u0007\""))},
           {"--by", "category"});
  EXPECT_THAT(ran.out, HasSubstr(" ]0;x 积分⏎ 2J"));
  EXPECT_THAT(ran.out, Not(HasSubstr("\033")));
  EXPECT_THAT(ran.out, Not(HasSubstr("\a")));
}

}  // namespace
}  // namespace picket
