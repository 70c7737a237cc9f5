// SPDX-License-Identifier: Apache-2.0
// Rules chosen by their triggers give what evaluating every rule gives: generated rules, nested and
// negated, over texts made of their own words.
#include <gtest/gtest.h>

#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "filter/engine/state.h"
#include "tests/filter/engine/judge.h"

namespace picket {
namespace {

constexpr std::array<std::string_view, 16> kWords{"积分", "兑换", "登录", "建行", "贷款", "中奖",
                                                  "退款", "包裹", "otp",  "bank", "win",  "claim",
                                                  "加V",  "0元",  "客服", "点击"};
constexpr std::array<std::string_view, 6> kPieces{
    "http://jf-bank.example/x", "13900000123", "，", " ", "的", "kefu@mail.example"};

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_);
  }
  std::string word() { return std::string(kWords[below(kWords.size())]); }
  std::string words() {
    std::string all = '[' + word();
    for (std::size_t more = below(3); more > 0; --more) all += ", " + word();
    return all + ']';
  }

  // A condition in flow style: one line, however deep.
  std::string condition(unsigned depth) {
    switch (below(depth == 0 ? 7 : 11)) {
      case 0:
      case 1:
        return "{text: " + words() + '}';
      case 2:
        return "{text: {sequence: [" + words() + ", " + words() + "], within: 6}}";
      case 3:
        return "{text: {near: [" + words() + ", " + words() + "], within: 4}}";
      case 4:
        return below(2) == 0 ? "{link: any}" : "{link: none}";
      case 5:
        return "{contact: {kind: [phone, email]}}";
      case 6:
        if (below(3) == 0) return "{sender: {number: '+8613900000001'}}";
        return below(2) == 0 ? "{sender: {kind: mobile}}" : "{route: 'smpp:*'}";
      case 7:
        return "{all: " + conditions(depth) + '}';
      case 8:
        return "{any: " + conditions(depth) + '}';
      case 9:
        return "{not: " + condition(depth - 1) + '}';
      default: {
        std::size_t count = 0;
        const std::string list = conditions(depth, &count);
        return "{at_least: {count: " + std::to_string(1 + below(count)) + ", of: " + list + "}}";
      }
    }
  }

  std::string conditions(unsigned depth, std::size_t* count = nullptr) {
    const std::size_t length = 1 + below(4);
    if (count != nullptr) *count = length;
    std::string all = '[' + condition(depth - 1);
    for (std::size_t i = 1; i < length; ++i) all += ", " + condition(depth - 1);
    return all + ']';
  }

  std::string text() {
    std::string all;
    for (std::size_t pieces = below(12); pieces > 0; --pieces) {
      all += below(3) == 0 ? std::string(kPieces[below(kPieces.size())]) : word();
    }
    return all;
  }

 private:
  std::mt19937 random_;
};

std::vector<ruleset::RuleIndex> copy(std::span<const ruleset::RuleIndex> indices) {
  return {indices.begin(), indices.end()};
}

void compare(unsigned seed) {
  Generator generate(seed);
  std::vector<test::RuleText> texts;
  for (int i = 0; i < 120; ++i) {
    const std::array<std::string, 3> channels{"sms", "any", "call"};
    const std::array<std::string, 2> statuses{"enforce", "shadow"};
    test::RuleText rule{.id = "t.r" + std::to_string(i),
                        .status = statuses[generate.below(2)],
                        .channel = channels[generate.below(3)]};
    rule.rest = "match: " + generate.condition(3) + '\n';
    if (generate.below(3) == 0) rule.rest += "unless: " + generate.condition(2) + '\n';
    texts.push_back(std::move(rule));
  }
  test::Judge judge(texts);
  engine::Workspace every(judge.rules);
  std::vector<ruleset::RuleIndex> all(judge.rules->rules().size());
  std::iota(all.begin(), all.end(), 0u);

  std::size_t hits = 0;
  for (int i = 0; i < 400; ++i) {
    const std::string text = generate.text();
    core::Event event = test::Judge::sms(text);
    if (generate.below(4) == 0) event.channel = core::Channel::call;
    if (generate.below(3) == 0) event.route = "smpp:esme";
    judge.decide(event);
    engine::inspect_rules(event, all, every);
    engine::set_clock(every, std::nullopt);
    engine::settle(every);
    ASSERT_EQ(copy(judge.workspace->hits()), copy(every.hits())) << "seed " << seed << ": " << text;
    ASSERT_EQ(copy(judge.workspace->unknown()), copy(every.unknown())) << text;
    hits += every.hits().size();
  }
  EXPECT_GT(hits, 400u) << "the generated rules hardly ever hit: nothing was compared";
}

TEST(Triggers, choose_every_rule_that_evaluating_all_of_them_finds_to_hit) {
  for (unsigned seed = 1; seed <= 8; ++seed) compare(seed);
}

// Few rules without a trigger, so that the comparison above means something.
TEST(Triggers, spare_most_rules) {
  std::vector<test::RuleText> texts;
  for (std::size_t i = 0; i < kWords.size(); ++i) {
    test::RuleText rule{.id = "t.r" + std::to_string(i)};
    rule.rest = "match:\n  all:\n    - text: " + std::string(kWords[i]) +
                "\n    - link: any\n    - not: {text: 客户}\n";
    texts.push_back(rule);
  }
  test::Judge judge(texts);
  EXPECT_TRUE(judge.rules->always(core::Channel::sms).empty());
  EXPECT_TRUE(judge.rules->triggered_by(predicates::Test::Needs::a_link).empty())
      << "a text condition is rarer than a link";
  for (match::ConditionId id = 0; id < judge.rules->patterns().condition_count(); ++id) {
    EXPECT_LE(judge.rules->triggered_by_text(id).size(), 1u);
  }
}

// Ten thousand rules: a text chooses those whose words it has, and no other.
TEST(Triggers, choose_a_handful_of_ten_thousand_rules) {
  constexpr std::size_t kRules = 10'000;
  const auto word = [](std::size_t i) { return "词" + std::to_string(kRules + i); };
  test::Judge judge;
  std::string yaml;
  for (std::size_t i = 0; i < kRules; ++i) {
    const std::string second = word((i + 1) % kRules);
    yaml += "---\n" + test::RuleText{.id = "t.r" + std::to_string(i),
                                     .rest = "match: {text: {sequence: [" + word(i) + ", " +
                                             second + "], within: 9}, sender: {kind: mobile}}\n"}
                          .yaml();
    if (i % 1000 != 999) continue;
    judge.directory.add("rules-" + std::to_string(i) + ".yaml", yaml);
    yaml.clear();
  }
  judge.load();
  const auto chosen = [&](const std::string& text) {
    judge.decide(test::Judge::sms(text));
    return judge.workspace->state().chosen.size();
  };
  EXPECT_EQ(chosen("您好"), 0u);
  EXPECT_EQ(chosen(word(4711)), 0u) << "one step of two";
  EXPECT_EQ(chosen(word(4711) + "的" + word(4712)), 1u);
  EXPECT_EQ(judge.workspace->hits().size(), 1u);
  std::string many;
  for (std::size_t i = 0; i < 20; ++i) many += word(i * 400) + word(i * 400 + 1) + "，";
  EXPECT_EQ(chosen(many), 20u);
}

}  // namespace
}  // namespace picket
