// SPDX-License-Identifier: Apache-2.0
// What is doubtful in rules without errors: a rules directory a code, lint/CODE/, against what is
// said of it, lint/CODE/expected.txt; and what is not doubtful. With PICKET_WRITE_GOLDEN=1 in the
// environment the files are written instead of compared: read the difference before it is
// committed.
#include "filter/ruleset/lint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "filter/ruleset/diagnostic_codes.h"
#include "tests/filter/ruleset/rules_dir.h"

namespace picket {
namespace {

namespace fs = std::filesystem;
using test::RulesDir;
using test::RuleText;
using testing::ElementsAre;
using testing::IsEmpty;

const fs::path kGolden = "tests/filter/ruleset/lint";
const core::Instant kNow = core::parse_rfc3339("2026-12-01T00:00:00Z").value();

std::vector<std::string> names_of_golden() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(kGolden)) {
    names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

class GoldenLint : public testing::TestWithParam<std::string> {};

TEST_P(GoldenLint, is_said_as_agreed) {
  const fs::path directory = kGolden / GetParam();
  lists::ListStore store;
  document::Diagnostics diagnostics;
  ASSERT_TRUE(ruleset::load(directory.string(), store, diagnostics, {.now = kNow}))
      << "a lint is about rules without errors";
  diagnostics.sort();
  std::string said;
  std::set<std::string> codes;
  for (const document::Diagnostic& diagnostic : diagnostics.all()) {
    said += document::render(diagnostic);
    codes.insert(diagnostic.code);
  }
  EXPECT_THAT(codes, ElementsAre(GetParam())) << said;
  const fs::path expected = directory / "expected.txt";
  if (std::getenv("PICKET_WRITE_GOLDEN") != nullptr) std::ofstream(expected) << said;
  std::ostringstream agreed;
  agreed << std::ifstream(expected).rdbuf();
  EXPECT_EQ(said, agreed.str());
}

INSTANTIATE_TEST_SUITE_P(Codes, GoldenLint, testing::ValuesIn(names_of_golden()),
                         [](const auto& of) {
                           std::string name = of.param;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

TEST(Lint, has_a_golden_directory_for_every_code) {
  std::vector<std::string> codes;
  for (const ruleset::DiagnosticCode& code : ruleset::lint_codes()) {
    codes.emplace_back(code.code);
    EXPECT_TRUE(code.is_warning) << code.code;
  }
  std::ranges::sort(codes);
  EXPECT_EQ(names_of_golden(), codes);
}

TEST(Lint, finds_nothing_in_the_shipped_rules) {
  lists::ListStore store;
  document::Diagnostics diagnostics;
  ASSERT_TRUE(ruleset::load("rules", store, diagnostics, {.now = kNow}));
  for (const document::Diagnostic& diagnostic : diagnostics.all()) {
    ADD_FAILURE() << document::render(diagnostic);
  }
}

// What is said of rules with these keys besides the usual ones.
std::vector<std::string> said_of(std::vector<RuleText> rules,
                                 std::optional<core::Instant> now = kNow) {
  RulesDir directory;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (rules.size() > 1) rules[i].id = "t." + std::string(1, static_cast<char>('a' + i));
    directory.add(std::string(1, static_cast<char>('a' + i)) + ".yaml", rules[i].yaml());
  }
  EXPECT_TRUE(directory.load({.now = now})) << directory.rendered();
  std::vector<std::string> codes;
  for (const document::Diagnostic& diagnostic : directory.diagnostics.all()) {
    codes.push_back(fs::path(diagnostic.file).filename().string().substr(0, 1) + ' ' +
                    diagnostic.code);
  }
  return codes;
}
std::vector<std::string> said_of(const std::string& rest) { return said_of({{.rest = rest}}); }

TEST(Lint, is_only_done_by_the_clock_and_of_rules_that_are_not_retired) {
  const RuleText faulty{.rest = "match: {text: 款}\n"};
  EXPECT_THAT(said_of({faulty}), ElementsAre("a too-short-phrase"));
  EXPECT_THAT(said_of({faulty}, std::nullopt), IsEmpty());
  for (const std::string status : {"draft", "shadow"}) {
    EXPECT_THAT(said_of({{.status = status, .rest = faulty.rest}}),
                ElementsAre("a too-short-phrase"));
  }
  EXPECT_THAT(said_of({{.status = "retired", .rest = faulty.rest}}), IsEmpty());
}

TEST(ShortPhrases, are_those_that_make_a_rule_hit_alone) {
  EXPECT_THAT(said_of("match: {text: zz}\n"), ElementsAre("a too-short-phrase"));
  EXPECT_THAT(said_of("match: {text: '88'}\n"), ElementsAre("a too-short-phrase"));
  EXPECT_THAT(said_of("match: {text: {any: '!!', view: raw}}\n"),
              ElementsAre("a too-short-phrase"));
  EXPECT_THAT(said_of("match: {text: {all: [款]}}\n"), ElementsAre("a too-short-phrase"));
  EXPECT_THAT(said_of("match: {any: [{text: 款}, {link: any}]}\n"),
              ElementsAre("a too-short-phrase"));
  EXPECT_THAT(said_of("match: {all: [{text: 款}, {not: {link: any}}]}\n"),
              ElementsAre("a too-short-phrase"));
  EXPECT_THAT(said_of("match: {text: 刷单}\n"), IsEmpty());
  EXPECT_THAT(said_of("match: {text: otp1}\n"), IsEmpty());
  EXPECT_THAT(said_of("match: {text: {all: [款, 垫]}}\n"), IsEmpty()) << "two of them";
  EXPECT_THAT(said_of("match: {text: {sequence: [款, 垫], within: 3}}\n"), IsEmpty());
  EXPECT_THAT(said_of("match: {all: [{text: 款}, {link: any}]}\n"), IsEmpty());
  EXPECT_THAT(said_of("match: {text: 加微信}\n"), IsEmpty())
      << "its spellings are not its author's";
}

TEST(ShortPhrases, and_everyday_words_may_add_to_a_score) {
  const auto scored = [](int score) {
    return said_of({{.action = "score",
                     .rest = "score: " + std::to_string(score) + "\nmatch: {text: [款, 您好]}\n"}});
  };
  EXPECT_THAT(scored(49), IsEmpty());
  EXPECT_THAT(scored(50), ElementsAre("a too-short-phrase", "a everyday-words"));
}

TEST(EverydayWords, must_not_be_all_that_a_rule_needs) {
  EXPECT_THAT(said_of("match: {text: {sequence: [您好, [订单, 航班]], within: 9}}\n"),
              ElementsAre("a everyday-words"));
  EXPECT_THAT(said_of("match: {all: [{text: Your code}, {text: [bank, zzz]}]}\n"),
              ElementsAre("a everyday-words"));
  EXPECT_THAT(said_of({{.action = "allow", .rest = "match: {text: 验证码}\n"}}),
              ElementsAre("a everyday-words"));
  EXPECT_THAT(said_of("match: {text: {sequence: [您好, 刷单], within: 9}}\n"), IsEmpty());
  EXPECT_THAT(said_of("match: {all: [{text: 验证码}, {link: any}]}\n"), IsEmpty());
  EXPECT_THAT(said_of("match: {all: [{text: 验证码}, {sender: {kind: mobile}}]}\n"), IsEmpty());
  EXPECT_THAT(said_of("match: {text: {regex: '验证码'}}\n"), IsEmpty()) << "regexes are not read";
}

TEST(Exemptions, that_a_sender_s_name_is_enough_for_are_warned_of) {
  const auto unless = [](const std::string& condition) {
    return said_of("match: {text: 奖励金通道}\nunless: " + condition + "\n");
  };
  const auto warned = ElementsAre("a forgeable-exemption");
  EXPECT_THAT(unless("{sender: {kind: alphanumeric}}"), warned);
  EXPECT_THAT(unless("{sender: {kind: [mobile, alphanumeric]}}"), warned);
  EXPECT_THAT(unless("{sender: {number: ['95588', MyBank]}}"), warned);
  EXPECT_THAT(unless("{sender: {in: ['95588', MyBank]}}"), warned);
  EXPECT_THAT(unless("{not: {sender: {kind: mobile}}}"), warned) << "a name is no mobile";
  EXPECT_THAT(unless("{any: [{sender: {number: MyBank}}, {link: none}]}"), warned);
  EXPECT_THAT(unless("{all: [{sender: {number: MyBank}}, {text: 官方}]}"), warned)
      << "words are as cheap";
  EXPECT_THAT(said_of({{.action = "allow",
                        .rest = "match: {all: [{sender: {number: MyBank}}, {text: 官方通告}]}\n"}}),
              warned);

  EXPECT_THAT(unless("{sender: {number: '95588'}}"), IsEmpty());
  EXPECT_THAT(unless("{sender: {in: ['95588', '1069*']}}"), IsEmpty());
  EXPECT_THAT(unless("{sender: {kind: short_code}}"), IsEmpty());
  EXPECT_THAT(
      unless("{all: [{sender: {number: MyBank}}, {link: {every_host_in: [bank.example]}}]}"),
      IsEmpty());
  EXPECT_THAT(unless("{all: [{sender: {number: MyBank}}, {not: {contact: {kind: phone}}}]}"),
              IsEmpty());
  EXPECT_THAT(unless("{text: 官方通告}"), IsEmpty()) << "words alone are another matter";
  EXPECT_THAT(unless("{recipient: {number: MyBank}}"), IsEmpty());
  EXPECT_THAT(said_of("match: {all: [{sender: {number: MyBank}}, {text: 奖励金通道}]}\n"),
              IsEmpty())
      << "to be blocked by a name is no exemption";
}

TEST(Exemptions, by_lists_are_warned_of_where_a_list_has_names) {
  for (const bool named : {false, true}) {
    RulesDir directory;
    directory
        .add("lists/s.txt", "# owner: us\n95588\n" + std::string(named ? "MyBank\n" : "1069*\n"))
        .add("a.yaml",
             RuleText{.rest = "match: {text: 奖励金通道}\nunless: {sender: {in: lists/s}}\n"}
                 .yaml());
    ASSERT_TRUE(directory.load({.now = kNow}));
    EXPECT_EQ(directory.diagnostics.all().size(), named ? 1u : 0u) << directory.rendered();
  }
}

TEST(Contradictions, are_found_where_the_shape_of_conditions_proves_them) {
  EXPECT_THAT(said_of("match: {all: [{link: none}, {text: 奖励金}, {link: {shortener: true}}]}\n"),
              ElementsAre("a never-hits"));
  EXPECT_THAT(said_of("match: {text: 奖励金通道}\nunless: {text: [奖励金]}\n"),
              ElementsAre("a never-hits"));
  EXPECT_THAT(said_of({{.channel = "call", .rest = "match: {text: 奖励金}\n"}}),
              ElementsAre("a never-hits"));
  EXPECT_THAT(said_of({{.channel = "any", .rest = "match: {text: 奖励金}\n"}}), IsEmpty());
  EXPECT_THAT(said_of({{.channel = "call", .rest = "match: {not: {text: 奖励金}}\n"}}), IsEmpty());
  EXPECT_THAT(said_of("match: {all: [{text: 奖励金}, {link: none}]}\n"
                      "unless: {any: [{text: 官方}, {link: {every_host_in: [a.example]}}]}\n"),
              ElementsAre("a idle-exemption"));
  EXPECT_THAT(said_of({{.channel = "call", .rest = "match: {route: a}\nunless: {link: any}\n"}}),
              ElementsAre("a idle-exemption"));
  EXPECT_THAT(said_of("match: {text: 奖励金}\nunless: {link: none}\n"), IsEmpty());
}

TEST(Reach, is_taken_from_a_rule_whose_decisions_another_one_makes_anyway) {
  const RuleText narrow{.rest = "match: {all: [{text: 奖励金通道}, {link: any}]}\n"};
  const RuleText wide{.rest = "match: {text: [奖励金, 补偿款]}\n"};
  const auto with = [](RuleText rule, auto change) {
    change(rule);
    return rule;
  };
  const auto hidden = ElementsAre("a unreachable-rule");
  EXPECT_THAT(said_of({narrow, wide}), hidden);
  EXPECT_THAT(said_of({wide, wide}), ElementsAre("b unreachable-rule")) << "of twins the later one";
  EXPECT_THAT(said_of({with(narrow, [](auto& r) { r.action = "warn"; }), wide}), hidden)
      << "blocked before it warns";
  EXPECT_THAT(said_of({narrow, with(wide, [](auto& r) { r.action = "allow"; })}), hidden);
  EXPECT_THAT(said_of({with(narrow, [](auto& r) { r.rest += "unless: {text: [官方, 测试]}\n"; }),
                       with(wide, [](auto& r) { r.rest += "unless: {text: 官方}\n"; })}),
              hidden);

  EXPECT_THAT(said_of({with(narrow, [](auto& r) { r.risk = "critical"; }), wide}), IsEmpty())
      << "it raises the risk";
  EXPECT_THAT(said_of({narrow, with(wide, [](auto& r) { r.action = "warn"; })}), IsEmpty());
  EXPECT_THAT(said_of({narrow, with(wide, [](auto& r) { r.status = "shadow"; })}), IsEmpty());
  EXPECT_THAT(said_of({with(narrow, [](auto& r) { r.status = "shadow"; }), wide}), IsEmpty())
      << "a shadow decides nothing anyway";
  EXPECT_THAT(said_of({narrow, with(wide, [](auto& r) { r.rest += "unless: {text: 官方}\n"; })}),
              IsEmpty());
  EXPECT_THAT(said_of({narrow, with(wide, [](auto& r) { r.rest += "rollout: {percent: 50}\n"; })}),
              IsEmpty());
  EXPECT_THAT(said_of({narrow, with(wide, [](auto& r) { r.rest += "expires: 2999-01-01\n"; })}),
              IsEmpty());
  EXPECT_THAT(said_of({with(narrow, [](auto& r) { r.channel = "any"; }), wide}), IsEmpty())
      << "calls are left to it";
  const auto scoring = [](auto& r) {
    r.action = "score";
    r.rest += "score: 10\n";
  };
  EXPECT_THAT(said_of({with(narrow, scoring), with(wide, scoring)}), IsEmpty()) << "scores add up";
}

// Of many rules only those are compared that have a phrase in common: none may be lost by that.
TEST(Reach, is_found_whatever_the_shape_of_the_two_rules) {
  const std::vector<std::pair<std::string, std::string>> pairs{
      {"text: 奖励金通道", "text: 奖励金"},
      {"text: {sequence: [补偿款, 奖励金], within: 4}", "text: {all: [[补偿款, 退税款], 奖励金]}"},
      {"all: [{link: any}, {any: [{text: 补偿款}, {text: 退税款}]}]", "text: [退税款, 补偿款]"},
      {"at_least: {count: 2, of: [{text: 补偿款}, {text: 退税款}]}", "text: 退税款"},
      {"all: [{text: 补偿款}, {link: {shortener: true}}]", "link: any"},
      {"all: [{text: 补偿款}, {text: {regex: '[0-9]{4}'}}]", "text: {regex: '[0-9]{4}'}"},
      {"all: [{text: 补偿款}, {sender: {number: '95588'}}]", "sender: {number: '95588'}"},
  };
  for (const auto& [narrow, wide] : pairs) {
    EXPECT_THAT(
        said_of({{.rest = "match: {" + narrow + "}\n"}, {.rest = "match: {" + wide + "}\n"}}),
        ElementsAre("a unreachable-rule"))
        << narrow << '\n'
        << wide;
  }
}

TEST(ListLints, are_about_text_files_that_enforced_rules_name) {
  const auto said = [](std::string_view name, std::string_view content,
                       const std::string& status = "enforce", core::Instant now = kNow) {
    RulesDir directory;
    directory.add(name, content)
        .add("a.yaml",
             RuleText{.status = status, .rest = "match: {link: {any_host_in: lists/hosts}}\n"}
                 .yaml());
    EXPECT_TRUE(directory.load({.now = now})) << directory.rendered();
    return directory.places();
  };
  EXPECT_THAT(said("lists/hosts.txt", "bank.example\n"),
              ElementsAre("lists/hosts.txt:1:1 list-without-owner"));
  EXPECT_THAT(said("lists/hosts.txt", "bank.example\n", "shadow"), IsEmpty());
  EXPECT_THAT(said("lists/hosts.csv", "host\nbank.example\n"), IsEmpty());
  const std::string_view reviewed = "# owner: us\n# review: 2026-12-01\nbank.example\n";
  EXPECT_THAT(said("lists/hosts.txt", reviewed, "enforce",
                   core::parse_rfc3339("2026-11-30T15:59:59Z").value()),
              IsEmpty());
  EXPECT_THAT(said("lists/hosts.txt", reviewed, "enforce",
                   core::parse_rfc3339("2026-11-30T16:00:00Z").value()),
              ElementsAre("lists/hosts.txt:2:11 list-review-due"))
      << "from midnight in Shanghai";
}

}  // namespace
}  // namespace picket
