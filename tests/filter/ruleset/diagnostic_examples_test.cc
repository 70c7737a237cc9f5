// SPDX-License-Identifier: Apache-2.0
// What `picket explain CODE` shows is true: the bad example gives its code, the good one gives
// nothing, and each code is said in a few sentences.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>

#include "filter/ruleset/diagnostic_codes.h"
#include "tests/filter/ruleset/rules_dir.h"

namespace picket {
namespace {

using ruleset::CodeExample;
using ruleset::DiagnosticCode;
using Kind = CodeExample::Kind;

// A rule's usual keys, for those that an example does not have.
constexpr std::string_view kUsual[]{"id: t.rule",
                                    "rev: 1",
                                    "title: t",
                                    "status: enforce",
                                    "channel: sms",
                                    "category: t.t",
                                    "risk: high",
                                    "action: block",
                                    "why: t",
                                    "match: {text: abc}",
                                    "tests: [{hit: a, text: abc}, {miss: b, text: b}]"};

// Each document of the example with the usual keys around it. A document of comments stays empty.
std::string rules_of(std::string_view example) {
  std::string all;
  std::string document;
  const auto finish = [&] {
    const bool is_empty = document.find(':') == std::string::npos;
    const bool is_directive = document.starts_with('%');
    all += document;
    if (is_empty || is_directive) return document.clear();
    for (const std::string_view line : kUsual) {
      const std::string key = "\n" + std::string(line.substr(0, line.find(':') + 1));
      // Behind the end of the document would be another one.
      if (("\n" + document).find(key) == std::string::npos)
        all.insert(all.size() - document.size(), std::string(line) + '\n');
    }
    document.clear();
  };
  std::istringstream lines{std::string(example)};
  for (std::string line; std::getline(lines, line);) {
    if (line != "---") {
      document += line + '\n';
      continue;
    }
    finish();
    all += "---\n";
  }
  finish();
  return all;
}

void fill(test::RulesDir& directory, Kind kind, std::string_view example) {
  const std::string usual = rules_of("title: t\n");
  switch (kind) {
    case Kind::rule:
      directory.add("rule.yaml", rules_of(example));
      return;
    case Kind::numbers:
    case Kind::csv:
      directory.add(kind == Kind::csv ? "lists/example.csv" : "lists/example.txt", example);
      directory.add("rule.yaml", rules_of("match: {sender: {in: lists/example}}\n"));
      return;
    case Kind::hosts:
      directory.add("lists/example.txt", example);
      directory.add("rule.yaml", rules_of("match: {link: {any_host_in: lists/example}}\n"));
      return;
    case Kind::spelling:
      directory.add("spellings/example.txt", example);
      directory.add("rule.yaml", usual);
      return;
    case Kind::prose:
      return;
  }
}

std::string said_of(Kind kind, std::string_view example) {
  test::RulesDir directory;
  fill(directory, kind, example);
  directory.load({.now = core::parse_rfc3339("2026-12-01T00:00:00Z").value()});
  return directory.rendered();
}

TEST(DiagnosticExamples, of_all_codes_that_a_file_can_show_are_true) {
  std::size_t shown = 0;
  for (const DiagnosticCode& code : ruleset::diagnostic_codes()) {
    const CodeExample& example = code.example;
    if (example.kind == Kind::prose) continue;
    ++shown;
    const std::string bad = said_of(example.kind, example.bad);
    EXPECT_THAT(bad, testing::HasSubstr("[" + std::string(code.code) + "]")) << code.code << " of\n"
                                                                             << example.bad;
    const std::string severity = code.is_warning ? "warning: " : "error: ";
    const std::size_t at = bad.find("[" + std::string(code.code) + "]");
    const std::size_t line = bad.rfind('\n', at) + 1;
    EXPECT_NE(bad.substr(line, at == std::string::npos ? 0 : at - line).find(severity),
              std::string::npos)
        << code.code << '\n'
        << bad;
    const bool remembers = example.good.find("rate:") != std::string_view::npos ||
                           example.good.find("after:") != std::string_view::npos;
    if (remembers) continue;  // there is a warning of that
    EXPECT_EQ(said_of(example.kind, example.good), "") << code.code << " of\n" << example.good;
  }
  EXPECT_GT(shown, 60u);
}

TEST(DiagnosticExamples, come_with_two_to_six_sentences) {
  for (const DiagnosticCode& code : ruleset::diagnostic_codes()) {
    // A sentence ends before a capital, a quote or the end.
    std::size_t sentences = 0;
    for (std::size_t i = 0; i < code.help.size(); ++i) {
      if (code.help[i] != '.') continue;
      const std::string_view rest = code.help.substr(i + 1);
      const bool ends = rest.empty() || (rest.size() > 1 && rest[0] == ' ' &&
                                         (rest[1] == '`' || (rest[1] >= 'A' && rest[1] <= 'Z')));
      sentences += ends;
    }
    EXPECT_GE(sentences, 2u) << code.code;
    EXPECT_LE(sentences, 6u) << code.code;
    EXPECT_FALSE(code.meaning.empty() || code.example.bad.empty() || code.example.good.empty())
        << code.code;
  }
}

TEST(DiagnosticExamples, belong_to_codes_that_are_found_by_name) {
  for (const DiagnosticCode& code : ruleset::diagnostic_codes()) {
    EXPECT_EQ(ruleset::find_code(code.code), &code) << "twice, or out of order: " << code.code;
  }
  EXPECT_EQ(ruleset::find_code("no-such-code"), nullptr);
}

}  // namespace
}  // namespace picket
