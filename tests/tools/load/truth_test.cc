// SPDX-License-Identifier: Apache-2.0
#include "tools/load/truth.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/tools/load/temp_file.h"

namespace picket::load {
namespace {

const std::string kA(64, 'a');
const std::string kB(64, 'b');

std::string decision(const std::string& id, const std::string& verdict, const std::string& digest) {
  return R"({"id":)" + id + R"(,"verdict":")" + verdict +
         R"(","risk":"none","score":0,"reasons":[],"shadow":[],"ruleset":")" + digest +
         R"(","overlay":0})";
}

TEST(Truth, fits_an_answer_only_to_the_ruleset_it_names) {
  const TempFile a(decision("null", "allow", kA) + "\n" + decision("null", "block", kA) + "\n");
  const TempFile b(decision("null", "block", kB) + "\n" + decision("null", "allow", kB) + "\n");
  const Truth truth(std::vector{a.path(), b.path()}, 2);

  const auto fits = [&](std::size_t message, const std::string& line) {
    const auto split = split_decision(line);
    return split && truth.fits(message, *split);
  };
  EXPECT_TRUE(fits(0, decision("\"1-0\"", "allow", kA)));
  EXPECT_TRUE(fits(0, decision("\"1-0\"", "block", kB)));
  EXPECT_FALSE(fits(0, decision("\"1-0\"", "block", kA)));
  EXPECT_FALSE(fits(1, decision("\"1-1\"", "allow", kA)));
  EXPECT_FALSE(fits(0, decision("\"1-0\"", "allow", std::string(64, 'c'))));
  EXPECT_FALSE(fits(2, decision("\"1-2\"", "allow", kA)));
  EXPECT_EQ(truth.verdict(1, kA), "block");
  EXPECT_EQ(truth.verdict(1, std::string(64, 'c')), "");
}

TEST(Truth, compares_reasons_too_and_not_just_the_verdict) {
  const TempFile a(decision("null", "allow", kA) + "\n");
  const Truth truth(std::vector{a.path()}, 1);
  auto line = decision("\"x\"", "allow", kA);
  line.replace(line.find("\"shadow\":[]"), 11, R"("shadow":[{"rule":"a.b"}])");
  ASSERT_TRUE(split_decision(line));
  EXPECT_FALSE(truth.fits(0, *split_decision(line)));
}

TEST(Truth, refuses_files_that_cannot_be_a_scan_of_the_messages) {
  const TempFile one(decision("null", "allow", kA) + "\n");
  EXPECT_THROW(Truth(std::vector{one.path()}, 2), std::runtime_error);
  const TempFile mixed(decision("null", "allow", kA) + "\n" + decision("null", "allow", kB) + "\n");
  EXPECT_THROW(Truth(std::vector{mixed.path()}, 2), std::runtime_error);
  const TempFile error(R"({"id":null,"line":1,"error":"not JSON"})");
  EXPECT_THROW(Truth(std::vector{error.path()}, 1), std::runtime_error);
  EXPECT_THROW(Truth(std::vector<std::string>{"/nonexistent/scan"}, 0), std::runtime_error);
}

}  // namespace
}  // namespace picket::load
