// SPDX-License-Identifier: Apache-2.0
// Faulty rule files, all of one run, against what must be said of them: golden/expected.txt, as
// `picket check` prints it. Where something is rightly said in other words now:
//   build/release/bin/picket check tests/filter/ruleset/golden | head -n -1 > .../expected.txt
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "filter/ruleset/loader.h"

namespace picket {
namespace {

// Tests run from the top of the source tree.
constexpr std::string_view kFolder = "tests/filter/ruleset/golden";

TEST(Golden, diagnostics_of_faulty_files_with_carets_right_under_han) {
  lists::ListStore store;
  document::Diagnostics diagnostics;
  EXPECT_EQ(ruleset::load(std::string(kFolder), store, diagnostics), nullptr);
  diagnostics.sort();
  std::string said;
  for (const document::Diagnostic& diagnostic : diagnostics.all()) {
    said += document::render(diagnostic);
  }
  std::ostringstream expected;
  expected << std::ifstream(std::string(kFolder) + "/expected.txt").rdbuf();
  EXPECT_EQ(said, expected.str());
}

}  // namespace
}  // namespace picket
