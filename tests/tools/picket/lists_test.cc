// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/tools/picket/run_picket.h"

namespace picket {
namespace {

using nlohmann::json;
using test::run_picket;

class Lists : public ::testing::Test {
 protected:
  std::string path(const std::string& name) const { return rules_.path() + "/lists/" + name; }
  bool is_there(const std::string& name) const { return std::filesystem::exists(path(name)); }
  void write(const std::string& name, const std::string& text) {
    rules_.add("lists/" + name, text);
  }

  test::RulesDir rules_;
};

TEST_F(Lists, are_built_and_asked) {
  write("senders.txt", "95588\n+86170*\nMy Bank\n95588\n");
  const test::Ran built = run_picket({"lists", "build", path("senders.txt")});
  EXPECT_EQ(built.status, 0) << built.out;
  EXPECT_NE(built.out.find("senders.map: numbers, 3 entries (1 more came twice)"),
            std::string::npos)
      << built.out;
  EXPECT_EQ(run_picket({"lists", "has", path("senders.map"), "17012345678"}).status, 0);
  EXPECT_EQ(run_picket({"lists", "has", path("senders.map"), "MYBANK"}).status, 0);
  EXPECT_EQ(run_picket({"lists", "has", path("senders.map"), "95566"}).status, 1);
  EXPECT_EQ(run_picket({"lists", "has", "senders", "95588", "--rules", rules_.path()}).status, 0);
}

TEST_F(Lists, of_a_directory_are_built_without_their_overlays) {
  write("senders.csv", "number,why\n95588,bank\n");
  write("banks/hosts.txt", "bank.example\n");
  write("senders.add.txt", "95566\n");
  const test::Ran built = run_picket({"lists", "build", rules_.path()});
  EXPECT_EQ(built.status, 0) << built.out;
  EXPECT_NE(built.out.find("hosts.map: hosts, 1 entry,"), std::string::npos) << built.out;
  EXPECT_TRUE(is_there("senders.map"));
  EXPECT_FALSE(is_there("senders.add.map"));
  EXPECT_EQ(run_picket({"lists", "has", path("banks/hosts.map"), "m.bank.example"}).status, 0);
}

TEST_F(Lists, are_shown_with_their_overlay) {
  write("senders.txt", "95588\n95533\n");
  write("senders.add.txt", "95566\n");
  write("senders.remove.txt", "95533\n+86170*\n");
  const test::Ran shown = run_picket({"lists", "show", path("senders.txt"), "--json"});
  EXPECT_EQ(shown.status, 0) << shown.err;
  const json report = json::parse(shown.out);
  EXPECT_EQ(report.at("kind"), "numbers");
  EXPECT_EQ(report.at("entries"), 2);
  EXPECT_EQ(report.at("added"), 1);
  EXPECT_EQ(report.at("removed"), 2);
  EXPECT_EQ(report.at("digest").get<std::string>().size(), 64u);
  EXPECT_EQ(run_picket({"lists", "has", path("senders.txt"), "95566"}).status, 0);
  EXPECT_EQ(run_picket({"lists", "has", path("senders.txt"), "95533"}).status, 1);
}

TEST_F(Lists, with_errors_are_not_built_and_all_errors_are_said) {
  write("senders.txt", "95588\n010*\n1234567890\n");
  write("mixed.txt", "bank.example\n95588\n");
  const test::Ran ran = run_picket({"lists", "build", path("senders.txt"), path("mixed.txt")});
  EXPECT_EQ(ran.status, 1);
  for (const char* said : {"senders.txt:2:1: error: ", "senders.txt:3:1: error: ",
                           "mixed.txt:2:1: error: ", "[mixed-list]"}) {
    EXPECT_NE(ran.out.find(said), std::string::npos) << ran.out;
  }
  EXPECT_FALSE(is_there("senders.map"));
  EXPECT_EQ(run_picket({"lists", "build", "--kind", "numbers", path("mixed.txt")}).status, 0);
}

TEST_F(Lists, that_are_damaged_or_missing_cannot_be_asked) {
  write("senders.txt", "95588\n");
  run_picket({"lists", "build", path("senders.txt")});
  std::filesystem::resize_file(path("senders.map"), 150);
  const test::Ran ran = run_picket({"lists", "has", path("senders.map"), "95588"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_NE(ran.err.find("senders.map:1:1: error: "), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("[damaged-list]"), std::string::npos) << ran.err;
  EXPECT_EQ(run_picket({"lists", "has", path("none.txt"), "95588"}).status, 2);
  EXPECT_EQ(run_picket({"lists", "show", "none", "--rules", rules_.path()}).status, 2);
  EXPECT_EQ(run_picket({"lists", "build", path("none.txt")}).status, 2);
}

TEST_F(Lists, are_checked_with_the_rules_that_name_them) {
  write("senders.csv", "number,why\n95588,a\n95588,b\n010*,c\n");
  test::RuleText rule;
  rule.rest = "match:\n  sender: {in: lists/senders}\n";
  rules_.add("a.yaml", rule.yaml());
  const test::Ran ran = run_picket({"check", rules_.path()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.out.find("senders.csv:4:1: error: "), std::string::npos) << ran.out;
  write("senders.csv", "number,why\n95588,a\n95588,b\n");
  const test::Ran warned = run_picket({"check", rules_.path()});
  EXPECT_EQ(warned.status, 0) << warned.out;
  EXPECT_NE(warned.out.find("senders.csv:3:1: warning: "), std::string::npos) << warned.out;
}

TEST_F(Lists, that_cannot_be_written_do_not_keep_others_from_it) {
  write("a.txt", "95588\n");
  write("bad.txt", "010*\n");
  write("c.csv", "number,why\n95588,x\n");
  std::filesystem::create_directory(path("a.map"));
  const test::Ran ran = run_picket({"lists", "build", rules_.path()});
  EXPECT_EQ(ran.status, 2);
  EXPECT_NE(ran.err.find("a.txt was not compiled: "), std::string::npos) << ran.err;
  EXPECT_NE(ran.out.find("bad.txt:1:1: error: "), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("c.map: numbers, 1 entry,"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("c.csv: the first line is its header: number,why\n"), std::string::npos)
      << ran.out;
}

TEST_F(Lists, with_two_sources_are_not_built) {
  write("two.txt", "95588\n");
  write("two.csv", "number\n95566\n");
  const test::Ran ran = run_picket({"lists", "build", rules_.path()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.out.find("two.txt:1:1: error: "), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("two.csv:1:1: error: "), std::string::npos) << ran.out;
  EXPECT_FALSE(is_there("two.map"));
}

TEST_F(Lists, that_are_empty_serve_rules_about_hosts) {
  write("none.txt", "# nobody yet\n");
  EXPECT_EQ(run_picket({"lists", "build", rules_.path()}).status, 0);
  test::RuleText rule;
  rule.rest = "match:\n  all: [{link: {any_host_in: lists/none}}, {text: x}]\n";
  rules_.add("a.yaml", rule.yaml());
  const test::Ran ran = run_picket({"check", rules_.path()});
  EXPECT_EQ(ran.out.find("wrong-list-kind"), std::string::npos) << ran.out;
}

TEST_F(Lists, are_only_what_lies_in_directories_of_that_name) {
  rules_.add("notes.txt", "95588\n");
  const test::Ran none = run_picket({"lists", "build", rules_.path()});
  EXPECT_EQ(none.status, 2);
  EXPECT_NE(none.err.find("a directory named lists"), std::string::npos) << none.err;
  write("senders.txt", "95588\n");
  EXPECT_EQ(run_picket({"lists", "build", rules_.path() + "/lists/"}).status, 0);
  EXPECT_TRUE(is_there("senders.map"));
  EXPECT_FALSE(is_there("../notes.map"));
  const test::Ran gone = run_picket({"lists", "build", rules_.path() + "/nowhere"});
  EXPECT_EQ(gone.status, 2);
  EXPECT_NE(gone.err.find("there is no directory "), std::string::npos) << gone.err;
}

TEST_F(Lists, are_asked_for_numbers_and_by_names_that_can_be) {
  write("senders.txt", "1069*\n");
  const test::Ran prefix = run_picket({"lists", "has", path("senders.txt"), "1069*"});
  EXPECT_EQ(prefix.status, 2);
  EXPECT_NE(prefix.err.find("`1069*` is a prefix and no number"), std::string::npos) << prefix.err;
  const test::Ran name = run_picket({"lists", "show", "no list!", "--rules", rules_.path()});
  EXPECT_EQ(name.status, 2);
  EXPECT_NE(name.err.find("no list name"), std::string::npos) << name.err;
  write("senders.add.csv", "number\n95588\n");
  const test::Ran overlay = run_picket({"lists", "show", "senders", "--rules", rules_.path()});
  EXPECT_EQ(overlay.status, 2);
  EXPECT_NE(overlay.err.find("[overlay-not-text]"), std::string::npos) << overlay.err;
}

}  // namespace
}  // namespace picket
