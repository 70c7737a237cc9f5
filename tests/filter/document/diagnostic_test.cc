// SPDX-License-Identifier: Apache-2.0
#include "filter/document/diagnostic.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace picket::document {
namespace {

Diagnostic example(std::string source, Position begin, Position end) {
  return {Severity::error,       "unknown-key",           "rules/a.yaml",   {begin, end},
          "unknown key `tilte`", "did you mean `title`?", std::move(source)};
}

TEST(Diagnostic, shows_the_line_and_underlines_the_place) {
  EXPECT_EQ(render(example("tilte: x", {3, 1}, {3, 6})),
            "rules/a.yaml:3:1: error: unknown key `tilte` [unknown-key]\n"
            "  tilte: x\n"
            "  ^~~~~\n"
            "  help: did you mean `title`?\n");
}

TEST(Diagnostic, puts_the_caret_right_under_wide_and_combining_characters) {
  EXPECT_EQ(render(example("- 积分: 兑换", {1, 7}, {1, 9})),
            "rules/a.yaml:1:7: error: unknown key `tilte` [unknown-key]\n"
            "  - 积分: 兑换\n"
            "          ^~~~\n"
            "  help: did you mean `title`?\n");
  EXPECT_NE(render(example("e\xCC\x81x", {1, 3}, {1, 4})).find("\n   ^\n"), std::string::npos);
}

TEST(Diagnostic, keeps_tabs_so_that_the_caret_stays_under_its_place) {
  EXPECT_NE(render(example("\ta\tb", {1, 4}, {1, 5})).find("\n  \t \t^\n"), std::string::npos);
}

TEST(Diagnostic, underlines_to_the_end_of_the_line_where_the_place_goes_on) {
  EXPECT_NE(render(example("a: bcd", {1, 4}, {2, 3})).find("\n     ^~~\n"), std::string::npos);
}

TEST(Diagnostic, points_behind_the_end_of_a_line) {
  EXPECT_NE(render(example("a:", {1, 3}, {1, 3})).find("\n  a:\n    ^\n"), std::string::npos);
}

TEST(Diagnostic, shows_what_surrounds_the_place_in_a_long_line) {
  const std::string line = std::string(500, 'a') + "积x" + std::string(500, 'b');
  const std::string shown = render(example(line, {1, 502}, {1, 503}));
  EXPECT_LT(shown.size(), 400u);
  EXPECT_NE(shown.find("\n  …" + std::string(59, 'a') + "积x" + std::string(40, 'b') + "…\n   " +
                       std::string(61, ' ') + "^\n"),
            std::string::npos)
      << shown;
}

TEST(Diagnostic, shows_no_bytes_that_would_garble_a_terminal) {
  const std::string shown =
      render(example("a\x1B[2J\xFF\xE2\x80\xAE"
                     "b",
                     {1, 7}, {1, 8}));
  EXPECT_EQ(shown.find('\x1B'), std::string::npos);
  EXPECT_EQ(shown.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_NE(shown.find("  a\xEF\xBF\xBD[2J\xEF\xBF\xBD\xEF\xBF\xBD"
                       "b\n"),
            std::string::npos);
}

TEST(Diagnostic, is_one_line_where_nothing_more_is_known) {
  Diagnostic whole_file;
  whole_file.severity = Severity::warning;
  whole_file.code = "c";
  whole_file.file = "f";
  whole_file.message = "m";
  EXPECT_EQ(render(whole_file), "f: warning: m [c]\n");
}

TEST(Diagnostic, has_everything_in_json) {
  const auto json = nlohmann::ordered_json::parse(render_json(example("x", {3, 1}, {3, 6})));
  EXPECT_EQ(json.dump(),
            R"({"severity":"error","code":"unknown-key","file":"rules/a.yaml","line":3,"column":1,)"
            R"("end_line":3,"end_column":6,"message":"unknown key `tilte`",)"
            R"("help":"did you mean `title`?"})");
}

TEST(Diagnostics, count_errors_and_warnings) {
  Diagnostics diagnostics;
  EXPECT_FALSE(diagnostics.has_errors());
  FileReporter reporter(diagnostics, "f");
  reporter.warning({{1, 1}, {1, 2}}, "c", "m");
  EXPECT_FALSE(diagnostics.has_errors());
  reporter.error({{1, 1}, {1, 2}}, "c", "m");
  EXPECT_TRUE(diagnostics.has_errors());
  EXPECT_EQ(diagnostics.error_count(), 1u);
  EXPECT_EQ(diagnostics.warning_count(), 1u);
}

TEST(Diagnostics, sort_by_place_and_keep_the_order_of_equals) {
  Diagnostics diagnostics;
  const auto add = [&](const char* file, std::uint32_t line, std::uint32_t column,
                       const char* message) {
    FileReporter(diagnostics, file).error({{line, column}, {line, column}}, "c", message);
  };
  add("b", 1, 1, "5");
  add("a", 10, 1, "4");
  add("a", 2, 7, "2");
  add("a", 2, 7, "3");
  add("a", 2, 3, "1");
  diagnostics.sort();
  std::string order;
  for (const Diagnostic& diagnostic : diagnostics.all()) order += diagnostic.message;
  EXPECT_EQ(order, "12345");
}

TEST(Diagnostics, know_the_lines_of_files) {
  Diagnostics diagnostics;
  diagnostics.know("f", "\xEF\xBB\xBFone\r\ntwo");
  FileReporter reporter(diagnostics, "f");
  reporter.error({{1, 1}, {1, 2}}, "c", "m");
  reporter.error({{2, 1}, {2, 2}}, "c", "m");
  reporter.error({{3, 1}, {3, 2}}, "c", "m");
  FileReporter(diagnostics, "g").error({{1, 1}, {1, 2}}, "c", "m");
  EXPECT_EQ(diagnostics.all()[0].source, "one");
  EXPECT_EQ(diagnostics.all()[1].source, "two");
  EXPECT_EQ(diagnostics.all()[2].source, "");
  EXPECT_EQ(diagnostics.all()[3].source, "");
}

}  // namespace
}  // namespace picket::document
