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

class Diff : public testing::Test {
 protected:
  struct Rule {
    std::string id, action = "block", match = "text: 积分", rev = "1", status = "enforce",
                    more = "";
  };
  static void add(test::RulesDir& to, const Rule& rule) {
    to.add(rule.id + ".yaml",
           "id: " + rule.id + "\nrev: " + rule.rev + "\ntitle: t\nstatus: " + rule.status +
               "\nchannel: sms\ncategory: t.t\nrisk: high\naction: " + rule.action +
               "\nwhy: t\nmatch: {" + rule.match + "}\n" + rule.more +
               "tests:\n  - hit: a\n    text: a\n  - miss: b\n    text: b\n");
  }
  void both(const Rule& rule) {
    add(old_, rule);
    add(new_, rule);
  }
  void events(const std::string& lines) { files_.add("events.jsonl", lines); }
  static std::string text(const std::string& text) {
    return "{\"channel\":\"sms\",\"text\":\"" + text + "\"}\n";
  }

  test::Ran diff(std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"diff", old_.path(), new_.path(),
                                       files_.path() + "/events.jsonl"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return test::run_picket(arguments);
  }
  json report(std::vector<std::string> more = {}) {
    more.emplace_back("--json");
    const test::Ran ran = diff(std::move(more));
    EXPECT_EQ(ran.err, "");
    return json::parse(ran.out);
  }

  test::RulesDir old_;
  test::RulesDir new_;
  test::RulesDir files_;
};

TEST_F(Diff, of_the_same_rules_is_none) {
  both({.id = "t.a"});
  events(text("积分") + text("好"));
  const test::Ran ran = diff();
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("2 events of " + files_.path() +
                                 "/events.jsonl: the verdict on none is another"));
  EXPECT_THAT(ran.out, HasSubstr("no rules changed"));
}

TEST_F(Diff, names_what_is_newly_blocked_warned_and_allowed_and_by_which_rules) {
  both({.id = "t.same", .match = "text: same"});
  add(old_, {.id = "t.gone", .match = "text: gone"});
  add(old_, {.id = "t.harder", .action = "warn", .match = "text: harder"});
  add(new_, {.id = "t.harder", .match = "text: harder", .rev = "2"});
  add(new_, {.id = "t.more", .action = "warn", .match = "text: more"});
  add(new_, {.id = "t.safe", .action = "allow", .match = "text: safe"});
  events(text("same") + text("gone") + text("harder 1") + text("more") + text("harder 2") +
         text("same safe") + text("nothing"));
  const test::Ran ran = diff({"--json"});
  EXPECT_EQ(ran.status, 1);
  const json found = json::parse(ran.out);
  EXPECT_EQ(found["events"], 7);
  EXPECT_EQ(found["verdicts"]["allow"], json({{"allow", 1}, {"warn", 1}, {"block", 0}}));
  EXPECT_EQ(found["verdicts"]["warn"], json({{"allow", 0}, {"warn", 0}, {"block", 2}}));
  EXPECT_EQ(found["verdicts"]["block"], json({{"allow", 2}, {"warn", 0}, {"block", 1}}));

  const json blocked = found["newly_blocked"];
  EXPECT_EQ(blocked["events"], 2);
  EXPECT_EQ(blocked["gained"],
            json::array({{{"rule", "t.harder"}, {"action", "block"}, {"events", 2}}}));
  EXPECT_EQ(blocked["lost"],
            json::array({{{"rule", "t.harder"}, {"action", "warn"}, {"events", 2}}}));
  ASSERT_EQ(blocked["examples"].size(), 1u);  // the two are alike
  EXPECT_EQ(blocked["examples"][0]["line"], 3);
  EXPECT_EQ(blocked["examples"][0]["alike"], 2);
  EXPECT_EQ(blocked["examples"][0]["old"], "warn");
  EXPECT_EQ(blocked["examples"][0]["gained"][0]["matched"],
            json::array({{{"text", "harder"}, {"at", 0}}}));

  EXPECT_EQ(found["newly_warned"]["gained"][0]["rule"], "t.more");
  EXPECT_EQ(found["newly_allowed"]["events"], 2);
  EXPECT_EQ(found["newly_allowed"]["lost"][0]["rule"], "t.gone");
  EXPECT_EQ(found["newly_allowed"]["gained"][0]["rule"], "t.safe");
}

TEST_F(Diff, names_rules_that_do_something_else_under_the_same_rev) {
  add(old_, {.id = "t.changed", .match = "text: 积分"});
  add(new_, {.id = "t.changed", .match = "text: 积-分"});
  add(old_, {.id = "t.new-rev", .match = "text: 积分"});
  add(new_, {.id = "t.new-rev", .match = "text: 兑换", .rev = "2"});
  add(old_, {.id = "t.older", .match = "text: 积分", .rev = "3"});
  add(new_, {.id = "t.older", .match = "text: 兑换", .rev = "2"});
  add(old_, {.id = "t.gone"});
  add(new_, {.id = "t.added", .rev = "4"});
  add(old_, {.id = "t.only-rev"});
  add(new_, {.id = "t.only-rev", .rev = "2"});
  events(text("好"));
  const test::Ran ran = diff({"--json"});
  EXPECT_EQ(ran.status, 1);
  std::vector<std::string> said;
  const json found = json::parse(ran.out);
  for (const json& rule : found["rules"]) {
    said.push_back(rule["rule"].get<std::string>() + " " + rule["change"].get<std::string>() +
                   (rule["lacks_rev"] == true ? " !" : ""));
  }
  EXPECT_EQ(said,
            (std::vector<std::string>{"t.added added", "t.changed changed !", "t.gone removed",
                                      "t.new-rev changed", "t.older changed !", "t.only-rev rev"}));
  EXPECT_EQ(found["rules"][0]["new_rev"], 4);
  EXPECT_FALSE(found["rules"][0].contains("old_rev"));
  EXPECT_EQ(found["rules"][1]["file"], new_.path() + "/t.changed.yaml");
}

TEST_F(Diff, asks_no_new_rev_for_prose_tests_status_and_the_order_of_keys) {
  both({.id = "t.base"});
  const std::string tests = "tests: [{hit: a, text: a}, {miss: b, text: b}]\n";
  old_.add("x.yaml",
           "id: t.x\nrev: 1\ntitle: one\nstatus: shadow\nchannel: sms\ncategory: t.t\n"
           "risk: high\naction: block\nwhy: one\nmatch: {text: [a, \"b\"]}\n" +
               tests);
  new_.add("elsewhere/x.yaml",
           "# a comment\nrev: 1\nid: t.x\ntitle: two\nstatus: enforce\nchannel: sms\n"
           "category: t.t\naction: block\nrisk: high\nwhy: two\nowner: me\n"
           "expires: 2030-01-01\nmatch:\n  text:\n    - a\n    - 'b'\n"
           "tests: [{hit: c, text: a}, {miss: d, text: d}]\n");
  events(text("好"));
  const json found = report();
  EXPECT_EQ(diff().status, 0);
  ASSERT_EQ(found["rules"].size(), 1u);
  EXPECT_EQ(found["rules"][0]["change"], "status");
  EXPECT_EQ(found["rules"][0]["old_status"], "shadow");
  EXPECT_EQ(found["rules"][0]["lacks_rev"], false);
}

TEST_F(Diff, takes_labelled_messages_with_their_sender) {
  both({.id = "t.a"});
  add(new_, {.id = "t.sender", .match = "sender: {number: BANK}"});
  events(
      "{\"text\":\"好\",\"label\":\"ham\",\"sender\":\"bank\"}\n"
      "{\"text\":\"好\",\"label\":\"ham\"}\n");
  const json found = report();
  EXPECT_EQ(found["newly_blocked"]["events"], 1);
  EXPECT_EQ(found["newly_blocked"]["examples"][0]["line"], 1);
}

TEST_F(Diff, gives_the_same_bytes_with_any_number_of_threads) {
  both({.id = "t.a"});
  add(new_, {.id = "t.b", .action = "warn", .match = "text: bravo"});
  std::string lines;
  for (int i = 0; i < 9000; ++i) {
    lines += text((i % 5 == 0 ? "bravo " : "积分 ") +
                  std::string(static_cast<std::size_t>(i % 40), 'x'));
  }
  events(lines);
  const test::Ran one = diff();
  EXPECT_EQ(one.status, 1);
  EXPECT_EQ(diff({"--threads", "4"}).out, one.out);
}

TEST_F(Diff, prints_a_page_for_people) {
  add(old_, {.id = "t.points", .action = "warn"});
  add(new_, {.id = "t.points", .match = "text: [积分, 奖励]"});
  events(text("您的积分 1") + text("奖励\\u001b[2J") + text("好"));
  const test::Ran ran = diff();
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(ran.out, Not(HasSubstr("\033")));
  const std::string file = files_.path() + "/events.jsonl";
  EXPECT_THAT(ran.out, HasSubstr("3 events of " + file +
                                 ": the verdict on 2 is another\n\n"
                                 "old \\ new  allow  warn  block\n"
                                 "allow          1     ·      1\n"
                                 "warn           ·     ·      1\n"
                                 "block          ·     ·      ·\n\n"
                                 "newly blocked: 2\n"
                                 "  +  block  t.points  2\n"
                                 "  -  warn   t.points  1\n"
                                 "  " +
                                 file +
                                 ":1  warn -> block\n"
                                 "    您的积分 1\n"
                                 "    + block t.points: \"积分\"\n"
                                 "    - warn t.points: \"积分\"\n"
                                 "  " +
                                 file +
                                 ":2  allow -> block\n"
                                 "    奖励 [2J\n"
                                 "    + block t.points: \"奖励\"\n\n"
                                 "1 rule changed, 1 without a new rev\n"
                                 "  t.points  changed, same rev  rev 1  " +
                                 new_.path() + "/t.points.yaml:1\n"));
}

TEST_F(Diff, says_what_is_bad_and_what_it_cannot_run_with) {
  both({.id = "t.a"});
  events(text("好") + "nonsense\n");
  EXPECT_EQ(diff().status, 1);
  EXPECT_THAT(diff().err, HasSubstr("events.jsonl:2: "));
  events("");
  EXPECT_EQ(diff().status, 2);
  events(text("好"));
  add(new_, {.id = "t.b", .match = "txt: 积分"});
  const test::Ran faulty = diff();
  EXPECT_EQ(faulty.status, 2);
  EXPECT_THAT(faulty.err, HasSubstr("t.b.yaml:10:"));
  EXPECT_EQ(test::run_picket({"diff", old_.path()}).status, 2);
}

}  // namespace
}  // namespace picket
