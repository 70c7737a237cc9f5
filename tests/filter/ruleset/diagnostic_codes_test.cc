// SPDX-License-Identifier: Apache-2.0
// The table of codes against the sources: what any reader of rules gives is in it, and everything
// in it is given somewhere.
#include "filter/ruleset/diagnostic_codes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace picket {
namespace {

namespace fs = std::filesystem;

// Codes in calls of error(), warning() and their like: the first literal of kebab-case after the
// place. A call of such a shape without a code in it is a declaration or passes one on.
std::set<std::string> codes_in(const std::string& source) {
  static const std::regex kCall(
      R"re(\b(?:error|warning|complain)\s*\(((?:[^;"]|\("[a-z_]+"\))*)"([a-z0-9]+(?:-[a-z0-9]+)*)",)re");
  static const std::regex kField(R"re(\bcode = "([a-z0-9-]+)";)re");
  std::set<std::string> codes;
  for (std::sregex_iterator at(source.begin(), source.end(), kCall), end; at != end; ++at) {
    codes.insert((*at)[2]);
  }
  for (std::sregex_iterator at(source.begin(), source.end(), kField), end; at != end; ++at) {
    codes.insert((*at)[1]);
  }
  return codes;
}

TEST(DiagnosticCodes, are_those_that_the_sources_give) {
  std::set<std::string> given;
  for (const char* const folder :
       {"document", "lists", "text", "predicates", "ruleset", "engine"}) {
    for (const fs::directory_entry& entry : fs::directory_iterator(fs::path("filter") / folder)) {
      if (entry.path().extension() != ".cc") continue;
      std::ostringstream source;
      source << std::ifstream(entry.path()).rdbuf();
      given.merge(codes_in(source.str()));
    }
  }
  std::set<std::string> listed;
  for (const ruleset::DiagnosticCode& code : ruleset::diagnostic_codes()) {
    listed.emplace(code.code);
  }
  EXPECT_THAT(given, testing::ContainerEq(listed));
}

}  // namespace
}  // namespace picket
