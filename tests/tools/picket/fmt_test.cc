// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/tools/picket/run_picket.h"

namespace picket {
namespace {

namespace fs = std::filesystem;
using test::run_picket;

constexpr std::string_view kLoose = "rev:  1\nid: a.b\n";
constexpr std::string_view kFormatted = "id: a.b\nrev: 1\n";
constexpr std::string_view kFaulty = "rev: 1\nid: [\n";

class Fmt : public testing::Test {
 protected:
  std::string file(std::string_view name) const { return rules_.path() + '/' + std::string(name); }
  std::string content(std::string_view name) const {
    std::ifstream stream(file(name));
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(rules_.path()), fs::directory_iterator()));
  }

  test::RulesDir rules_;
};

TEST_F(Fmt, writes_the_files_of_a_directory_and_leaves_those_with_errors_alone) {
  rules_.add("loose.yaml", kLoose).add("good.yaml", kFormatted).add("faulty.yaml", kFaulty);
  rules_.add("lists/no-rule.yaml", kLoose);
  const test::Ran ran = run_picket({"fmt", rules_.path()});
  EXPECT_EQ(ran.status, 1) << "there was an error";
  EXPECT_EQ(content("loose.yaml"), kFormatted);
  EXPECT_EQ(content("faulty.yaml"), kFaulty);
  EXPECT_EQ(content("lists/no-rule.yaml"), kLoose);
  EXPECT_NE(ran.out.find("formatted " + file("loose.yaml") + "\n"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("faulty.yaml:3:1: error: "), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("\n1 of 3 files formatted, 1 left alone for errors\n"), std::string::npos)
      << ran.out;
  EXPECT_EQ(files(), 4u) << "no temporary file is left";
}

TEST_F(Fmt, keeps_the_mode_of_a_file_and_a_link_to_it) {
  rules_.add("loose.yaml", kLoose);
  fs::permissions(file("loose.yaml"), fs::perms{0640});
  fs::create_symlink("loose.yaml", file("link.yaml"));
  EXPECT_EQ(run_picket({"fmt", file("link.yaml")}).status, 0);
  EXPECT_EQ(content("loose.yaml"), kFormatted);
  EXPECT_EQ(fs::status(file("loose.yaml")).permissions(), fs::perms{0640});
  EXPECT_TRUE(fs::is_symlink(file("link.yaml")));
}

TEST_F(Fmt, does_not_touch_a_file_that_is_as_it_should_be) {
  rules_.add("good.yaml", kFormatted);
  struct stat before{}, after{};
  ASSERT_EQ(::stat(file("good.yaml").c_str(), &before), 0);
  EXPECT_EQ(run_picket({"fmt", file("good.yaml")}).status, 0);
  ASSERT_EQ(::stat(file("good.yaml").c_str(), &after), 0);
  EXPECT_EQ(before.st_ino, after.st_ino);
}

TEST_F(Fmt, check_names_what_would_change_and_writes_nothing) {
  rules_.add("loose.yaml", kLoose).add("good.yaml", kFormatted);
  const test::Ran ran = run_picket({"fmt", "--check", rules_.path()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.out, file("loose.yaml") + " is not formatted\n1 of 2 files not formatted\n");
  EXPECT_EQ(content("loose.yaml"), kLoose);
  EXPECT_EQ(run_picket({"fmt", "--check", file("good.yaml")}).status, 0);
}

TEST_F(Fmt, diff_shows_what_would_change_and_writes_nothing) {
  rules_.add("loose.yaml", kLoose);
  const test::Ran ran = run_picket({"fmt", "--diff", file("loose.yaml")});
  EXPECT_EQ(ran.status, 1);
  const std::string name = file("loose.yaml");
  EXPECT_EQ(ran.out,
            "--- " + name + "\n+++ " + name + "\n@@ -1,2 +1,2 @@\n-rev:  1\n id: a.b\n+rev: 1\n");
  EXPECT_EQ(content("loose.yaml"), kLoose);
}

TEST_F(Fmt, takes_standard_input_for_editors) {
  const test::Ran ran = run_picket({"fmt", "-"}, kLoose);
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out, kFormatted);
  const test::Ran faulty = run_picket({"fmt", "-"}, kFaulty);
  EXPECT_EQ(faulty.status, 1);
  EXPECT_EQ(faulty.out, "") << "an editor must not take it for the text";
  EXPECT_NE(faulty.err.find("<standard input>:3:1: error: "), std::string::npos) << faulty.err;
  EXPECT_EQ(run_picket({"fmt", "--check", "-"}, kLoose).status, 1);
}

TEST_F(Fmt, cannot_run_where_there_is_nothing) {
  const test::Ran ran = run_picket({"fmt", file("none.yaml")});
  EXPECT_EQ(ran.status, 2);
  EXPECT_NE(ran.err.find("there is no "), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace picket
