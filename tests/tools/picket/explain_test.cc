// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/tools/picket/run_picket.h"

namespace picket {
namespace {

using nlohmann::json;
using test::run_picket;

class Explain : public testing::Test {
 protected:
  Explain() {
    test::RuleText points{.id = "t.points"};
    points.rest =
        "match:\n  all:\n    - link: any\n    - text: 积分\n"
        "unless:\n  link: {every_host_in: [bank.example]}\n";
    test::RuleText prize{.id = "t.prize", .status = "draft"};
    prize.rest = "match:\n  all:\n    - text: 积分\n    - text: 中奖\n";
    test::RuleText other{.id = "t.other"};
    other.rest = "match:\n  text: 贷款\n";
    rules_.add("points.yaml", points.yaml());
    rules_.add("prize.yaml", prize.yaml());
    rules_.add("other.yaml", other.yaml());
  }

  test::Ran explain(std::vector<std::string> more, std::string_view input = "") {
    std::vector<std::string> arguments{"explain", "--rules", rules_.path()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_picket(arguments, input);
  }

  test::RulesDir rules_;
};

TEST_F(Explain, shows_the_text_marked_its_views_the_verdict_and_what_rules_made_of_it) {
  const test::Ran ran = explain({"--text", "積-分 jf-bank.example/x", "--from", "10690000123"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  const std::string file = rules_.path();
  EXPECT_EQ(ran.out,
            "event     sms\n"
            "from      10690000123 (short_code)\n"
            "to        -\n"
            "text      積-分 jf-bank.example/x\n"
            "          ^^^^^ ^^^^^^^^^^^^^^^^^\n"
            "raw       積-分 jf-bank.example/x\n"
            "folded    积-分 jf-bank.example/x\n"
            "squeezed  积分jfbankexamplex\n"
            "leet      积-分 jf-bank.example/x\n"
            "link      jf-bank.example at 4\n"
            "verdict   block, risk high\n"
            "\n"
            "t.points rev 1, enforce, block: hits\n"
            "  " +
                file +
                "/points.yaml:1\n"
                "  match\n"
                "    yes     all:\n"
                "    yes       link: any  \"jf-bank.example/x\" at 4\n"
                "    yes       text: 积分  \"積-分\" at 0\n"
                "  unless\n"
                "    no      link: {every_host_in: [bank.example]}\n"
                "\n"
                "near, but for what is named (`--rule ID` shows a rule in full):\n"
                "  t.prize rev 1, draft, block\n"
                "    lacks   text: 中奖  " +
                file + "/prize.yaml:13\n");
}

TEST_F(Explain, points_out_what_keeps_a_rule_from_firing) {
  test::RuleText tree{.id = "t.tree"};
  tree.rest =
      "match:\n  all:\n    - text: 积分\n    - any:\n        - text: 一\n        - link: any\n"
      "    - not:\n        all:\n          - text: 二\n          - text: 积分\n"
      "    - at_least:\n        count: 2\n        of:\n          - text: 积分\n"
      "          - text: 三\n";
  rules_.add("tree.yaml", tree.yaml());
  const test::Ran ran = explain({"--text", "积分二", "--rule", "t.tree"});
  for (const std::string_view said :
       {"    yes       text: 积分", "  > no          text: 一", "  > no          link: any",
        "  > yes           text: 二", "  > yes           text: 积分", "  > no          text: 三",
        "    no        any:", "    no        not:"}) {
    EXPECT_NE(ran.out.find(said), std::string::npos) << said << "\nis not in\n" << ran.out;
  }
}

TEST_F(Explain, says_which_exemption_holds) {
  const test::Ran ran = explain({"--text", "积分 a.bank.example"});
  EXPECT_NE(ran.out.find("verdict   allow"), std::string::npos);
  EXPECT_NE(ran.out.find("  t.points rev 1, enforce, block\n"
                         "    exempts link: {every_host_in: [bank.example]}"),
            std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find("          ~~~~ ~~~~~~~~~~~~~~"), std::string::npos) << ran.out;
  const test::Ran full = explain({"--text", "积分 a.bank.example", "--rule", "t.points"});
  EXPECT_NE(full.out.find("  > yes     link: {every_host_in: [bank.example]}"), std::string::npos)
      << full.out;
}

TEST_F(Explain, lets_nothing_of_an_event_reach_the_terminal_as_a_command) {
  const test::Ran ran = explain(
      {},
      R"({"channel":"sms","text":"积分\u001b[2J\u202e\r\n jf.example","from":"\u001b]0;x\u0007",)"
      R"("route":"a\u001bb"})");
  EXPECT_EQ(ran.status, 0) << ran.err;
  for (const char c : ran.out) EXPECT_FALSE(c != '\n' && static_cast<unsigned char>(c) < 0x20);
  EXPECT_EQ(ran.out.find("\u202e"), std::string::npos);
  EXPECT_NE(ran.out.find("text      积分 [2J· ⏎ jf.example\n          ^^^^        ^^^^^^^^^^\n"),
            std::string::npos)
      << ran.out;
}

TEST_F(Explain, breaks_a_long_text_and_keeps_signs_under_what_they_mark) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "长";
  const test::Ran ran = explain({"--text", text + "积分 jf.example"});
  EXPECT_NE(ran.out.find("\n          长长长长长积分 jf.example\n"
                         "                    ^^^^ ^^^^^^^^^^\n"),
            std::string::npos)
      << ran.out;
}

TEST_F(Explain, takes_an_event_as_json_and_exits_0_whatever_the_verdict) {
  const test::Ran ran = explain({"--json"}, R"({"channel":"sms","text":"积分 a.bank.example"})");
  EXPECT_EQ(ran.status, 0) << ran.err;
  const json report = json::parse(ran.out);
  EXPECT_EQ(report["decision"]["verdict"], "allow");
  EXPECT_EQ(report["links"][0]["host"], "a.bank.example");
  ASSERT_EQ(report["rules"].size(), 2u);
  const json& points = report["rules"][0];
  EXPECT_EQ(points["rule"], "t.points");
  EXPECT_EQ(points["hit"], "no");
  EXPECT_EQ(points["match"][0]["truth"], "yes");
  EXPECT_EQ(points["match"][2]["source"], "text: 积分");
  EXPECT_EQ(points["match"][2]["line"], 13);
  EXPECT_EQ(points["match"][2]["matched"][0]["at"], 0);
  EXPECT_EQ(points["match"][2]["obstacle"], false);
  EXPECT_EQ(points["unless"][0]["truth"], "yes");
  EXPECT_EQ(points["unless"][0]["obstacle"], true);
}

TEST_F(Explain, looks_into_a_rule_that_is_asked_for_however_far_from_firing) {
  const test::Ran ran = explain({"--text", "你好", "--rule", "t.other"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_NE(ran.out.find("t.other rev 1, enforce, block: does not hit"), std::string::npos);
  const test::Ran unknown = explain({"--text", "你好", "--rule", "t.nobody"});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_NE(unknown.err.find("there is no rule `t.nobody`"), std::string::npos);
}

TEST_F(Explain, says_where_a_rule_does_not_act) {
  test::RuleText staged{.id = "t.staged", .rest = "rollout: {routes: a}\nmatch: {text: 名片}\n"};
  test::RuleText old{.id = "t.old", .rest = "expires: 2020-01-01\nmatch: {text: 名片}\n"};
  rules_.add("staged.yaml", staged.yaml());
  rules_.add("old.yaml", old.yaml());
  const test::Ran outside = explain({"--text", "名片", "--route", "b"});
  for (const std::string_view said :
       {"verdict   allow",
        "t.staged rev 1, enforce for events on a (outside: as in shadow), block: hits",
        "t.old rev 1, enforce but expired, block: hits"}) {
    EXPECT_NE(outside.out.find(said), std::string::npos) << said << "\nis not in\n" << outside.out;
  }
  const test::Ran inside = explain({"--text", "名片", "--route", "a"});
  EXPECT_NE(inside.out.find("enforce for events on a (inside), block: hits"), std::string::npos);
  const json report = json::parse(explain({"--text", "名片", "--route", "b", "--json"}).out);
  EXPECT_EQ(report["rules"][0]["standing"], "expired");
  EXPECT_EQ(report["rules"][1]["standing"], "outside");
}

TEST_F(Explain, cannot_run_without_an_event) {
  EXPECT_EQ(explain({}).status, 2);
  const test::Ran ran = explain({}, R"({"channel":"sms"})");
  EXPECT_EQ(ran.status, 2);
  EXPECT_NE(ran.err.find("no event on standard input"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace picket
