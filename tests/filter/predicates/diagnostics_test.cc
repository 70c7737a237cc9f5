// SPDX-License-Identifier: Apache-2.0
// What authors are told: golden/KIND.yaml holds faulty conditions, one a document, and
// golden/KIND.txt what is said of them. With PICKET_WRITE_GOLDEN=1 in the environment the latter
// are written instead of compared: read the difference before it is committed.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/filter/predicates/condition.h"

namespace picket {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kGolden = "tests/filter/predicates/golden";

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// The conditions of a file, which `---` lines part.
std::vector<std::string> conditions_of(const std::string& yaml) {
  std::vector<std::string> conditions(1);
  std::istringstream lines(yaml);
  for (std::string line; std::getline(lines, line);) {
    if (line == "---") {
      conditions.emplace_back();
    } else {
      conditions.back() += line + '\n';
    }
  }
  return conditions;
}

class GoldenDiagnostics : public testing::TestWithParam<std::string> {};

TEST_P(GoldenDiagnostics, are_as_agreed) {
  const fs::path file = fs::path(kGolden) / GetParam();
  std::string said;
  for (const std::string& condition : conditions_of(read_file(file))) {
    test::Parser parser;
    parser.parse(condition);
    EXPECT_TRUE(parser.diagnostics().has_errors()) << condition;
    for (const document::Diagnostic& diagnostic : parser.diagnostics().all()) {
      said += document::render(diagnostic);
    }
    said += '\n';
  }
  const fs::path expected = fs::path(file).replace_extension(".txt");
  if (std::getenv("PICKET_WRITE_GOLDEN") != nullptr) {
    std::ofstream(expected, std::ios::binary) << said;
  }
  EXPECT_EQ(said, read_file(expected));
}

std::vector<std::string> golden_files() {
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(kGolden)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().filename().string());
  }
  std::ranges::sort(files);
  return files;
}

std::string name_of(const testing::TestParamInfo<std::string>& info) {
  return fs::path(info.param).stem().string();
}

INSTANTIATE_TEST_SUITE_P(OfKind, GoldenDiagnostics, testing::ValuesIn(golden_files()), name_of);

}  // namespace
}  // namespace picket
