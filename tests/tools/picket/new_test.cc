// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/tools/picket/run_picket.h"

namespace picket {
namespace {

namespace fs = std::filesystem;
using test::run_picket;

class New : public testing::Test {
 protected:
  test::Ran make(std::string id, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"new", std::move(id), "--dir", rules_.path()};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_picket(arguments);
  }
  test::Ran run(std::string command) { return run_picket({std::move(command), rules_.path()}); }
  std::string file(std::string_view name) const { return rules_.path() + '/' + std::string(name); }
  std::string content(std::string_view name) const {
    std::ifstream stream(file(name));
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  test::RulesDir rules_;
};

std::string replaced(std::string text, std::string_view old, std::string_view with) {
  const std::size_t at = text.find(old);
  EXPECT_NE(at, std::string::npos) << old;
  return at == std::string::npos ? text : text.replace(at, old.size(), with);
}

TEST_F(New, writes_a_rule_that_checks_and_whose_tests_fail_until_it_is_filled_in) {
  const test::Ran ran = make("sms.bank.points");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("wrote " + file("sms/bank/points.yaml")), std::string::npos) << ran.out;
  EXPECT_EQ(run("check").status, 0) << run("check").out;
  EXPECT_NE(run("test").out.find("0 passed, 2 failed"), std::string::npos) << run("test").out;

  std::string text = content("sms/bank/points.yaml");
  text = replaced(text, "[SAY WHAT IT PROMISES, OR IN OTHER WORDS]", "[积分, 奖励金]");
  text = replaced(text, "PASTE THE PLAINEST MESSAGE THAT MUST BE CAUGHT",
                  "您的积分可兑换现金 jf.example");
  text =
      replaced(text, "PASTE AN HONEST MESSAGE AND NOT say what it promises http://bank.example/x",
               "您的积分将于年底到期");
  rules_.add("sms/bank/points.yaml", text);
  EXPECT_EQ(run("check").status, 0) << run("check").out;
  EXPECT_EQ(run("test").out, "2 passed, 0 failed\n");
}

TEST_F(New, is_formatted_and_fails_its_tests_on_every_channel) {
  for (const std::string channel : {"sms", "call", "outcome", "any"}) {
    EXPECT_EQ(make("t." + channel, {"--channel", channel}).status, 0);
    EXPECT_NE(content("t/" + channel + ".yaml").find("\nchannel: " + channel + "\n"),
              std::string::npos);
  }
  EXPECT_EQ(run("check").status, 0) << run("check").out;
  EXPECT_NE(run("test").out.find("0 passed, 8 failed"), std::string::npos) << run("test").out;
  EXPECT_EQ(run_picket({"fmt", "--check", rules_.path()}).status, 0);
}

TEST_F(New, takes_the_channel_from_the_id) {
  make("call.foreign.long");
  EXPECT_NE(content("call/foreign/long.yaml").find("\nchannel: call\n"), std::string::npos);
  make("other.rule");
  EXPECT_NE(content("other/rule.yaml").find("\nchannel: sms\n"), std::string::npos);
}

TEST_F(New, names_the_schema_as_it_is_reached_from_the_folder) {
  rules_.add("schema/rule.schema.json", "{}");
  for (const std::string id : {"a.b", "a.b.c", "a.b.c.d"}) {
    const test::Ran ran = make(id);
    EXPECT_EQ(ran.out.find("picket schema"), std::string::npos) << ran.out;
    std::string name = id + ".yaml";
    for (std::size_t i = 0; i < id.size(); ++i) name[i] = id[i] == '.' ? '/' : id[i];
    const std::string text = content(name);
    const std::size_t begin = text.find("$schema=") + 8;
    const std::string path = text.substr(begin, text.find('\n') - begin);
    EXPECT_TRUE(fs::exists(fs::path(file(name)).parent_path() / path)) << path;
  }
}

TEST_F(New, tells_how_to_get_the_schema_where_it_is_not) {
  EXPECT_NE(make("a.b").out.find("picket schema > " + file("schema/rule.schema.json")),
            std::string::npos);
}

TEST_F(New, overwrites_nothing_and_makes_no_second_rule_of_an_id) {
  rules_.add("sms/other-name.yaml", test::RuleText{.id = "sms.taken"}.yaml());
  const test::Ran taken = make("sms.taken");
  EXPECT_EQ(taken.status, 2);
  EXPECT_NE(
      taken.err.find("there is a rule `sms.taken` already, in " + file("sms/other-name.yaml")),
      std::string::npos)
      << taken.err;

  rules_.add("sms/there.yaml", "# nothing yet\n");
  EXPECT_EQ(make("sms.there").status, 2);
  EXPECT_EQ(content("sms/there.yaml"), "# nothing yet\n");
}

TEST_F(New, says_what_is_wrong_with_an_id_a_channel_or_a_directory) {
  const std::string id_help = "two or more parts of a-z, 0-9 and `-`";
  for (const std::string id :
       {"points", "Sms.bank", "sms..bank", "sms/bank", "../a.b", "sms.x_y"}) {
    const test::Ran ran = make(id);
    EXPECT_EQ(ran.status, 2);
    EXPECT_NE(ran.err.find("`" + id + "` cannot be an id: " + id_help), std::string::npos)
        << ran.err;
  }
  EXPECT_NE(make("lists.a").err.find("where no rules are looked for"), std::string::npos);
  EXPECT_NE(make("a.b", {"--channel", "mail"}).err.find("`mail` is no channel"), std::string::npos);
  const test::Ran nowhere = run_picket({"new", "a.b", "--dir", file("none")});
  EXPECT_EQ(nowhere.status, 2);
  EXPECT_NE(nowhere.err.find("there is no directory"), std::string::npos) << nowhere.err;
}

}  // namespace
}  // namespace picket
