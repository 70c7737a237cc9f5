// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/pattern_search.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/filter/ruleset/rules_dir.h"
#include "tests/tools/picket/judged_text.h"

namespace picket {
namespace {

using tool::Pattern;
using tool::search_patterns;
using Texts = std::vector<std::string_view>;
using Steps = std::vector<std::string>;

TEST(PatternSearch, finds_a_phrase_of_its_own) {
  const auto found = search_patterns({"您的积分兑换现金一", "请积分兑换现金二", "积分兑换现金三"},
                                     {"积分到期", "您的现金"}, {});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].steps, Steps{"积分兑换现金"});
  EXPECT_TRUE(found[0].unspaced);
  EXPECT_EQ(found[0].wanted, 3u);
  EXPECT_EQ(found[0].unwanted, 0u);
}

TEST(PatternSearch, makes_a_sequence_of_words_that_honest_messages_have_too) {
  const auto found = search_patterns(
      {"your parcel one needs a payment", "a parcel two wants some payment",
       "his parcel lacks its payment"},
      {"your parcel is here", "the payment for his parcel", "some payment came"}, {});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].steps, (Steps{"parcel", "payment"}));
  EXPECT_EQ(found[0].within, 40u);
  EXPECT_FALSE(found[0].unspaced);
  EXPECT_EQ(found[0].wanted, 3u);
}

TEST(PatternSearch, goes_on_with_what_is_left_over) {
  const auto found = search_patterns(
      {"alpha one", "alpha two", "alpha six", "omega ten", "omega and alpha", "omega own"},
      {"honest words"}, {.min_gain = 2, .max_unwanted = 0});
  ASSERT_EQ(found.size(), 0u);  // neither says enough by itself
  const auto longer = search_patterns(
      {"alphabet one", "alphabet two", "alphabet six", "omegaomega ten", "omegaomega own"},
      {"honest words"}, {.min_gain = 2});
  ASSERT_EQ(longer.size(), 2u);
  EXPECT_EQ(longer[0].gain, 3u);
  EXPECT_EQ(longer[1].gain, 2u);
  EXPECT_EQ(longer[1].steps, Steps{"omegaomega"});
}

TEST(PatternSearch, keeps_to_its_limits) {
  const Texts wanted{"积分兑换一", "积分兑换二", "积分兑换三"};
  EXPECT_TRUE(search_patterns(wanted, {"积分兑换"}, {}).empty());
  EXPECT_EQ(search_patterns(wanted, {"积分兑换"}, {.max_unwanted = 1}).size(), 1u);
  EXPECT_TRUE(search_patterns(wanted, {}, {.min_gain = 4}).empty());
  EXPECT_TRUE(search_patterns(wanted, {}, {.patterns = 0}).empty());
  EXPECT_TRUE(search_patterns({}, {}, {}).empty());
}

TEST(PatternSearch, takes_the_longest_of_phrases_that_always_stand_together) {
  const auto found =
      search_patterns({"甲乙丙丁戊一", "甲乙丙丁戊二", "甲乙丙丁戊三"}, {}, {.patterns = 5});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].steps, Steps{"甲乙丙丁戊"});
}

// The figures are those of the rules that patterns become, by the engine.
TEST(PatternSearch, counts_what_the_engine_counts) {
  std::mt19937 random(5);
  const std::vector<std::string> words{"kappa",   "lambda", "sigma",   "兑换", "积分", "登录",
                                       "omicron", "，",     "upsilon", "点击", "4",    "x"};
  std::size_t sequences = 0;
  for (int round = 0; round < 60; ++round) {
    const auto text = [&] {
      std::string made;
      for (auto i = 4 + random() % 12; i > 0; --i) {
        made += words[random() % words.size()];
        if (random() % 2 != 0) made += ' ';
      }
      return made;
    };
    std::vector<std::string> wanted(40), unwanted(25);
    for (std::string& one : wanted) one = text();
    for (std::string& one : unwanted) one = text();
    const auto found = search_patterns(
        Texts(wanted.begin(), wanted.end()), Texts(unwanted.begin(), unwanted.end()),
        {.patterns = 6, .min_gain = 2, .max_unwanted = random() % 3});
    test::RulesDir rules;
    for (std::size_t i = 0; i < found.size(); ++i) {
      std::string steps;
      for (const std::string& step : found[i].steps) steps += (steps.empty() ? "" : ", ") + step;
      sequences += found[i].steps.size() > 1;
      const std::string id = "t.p" + std::to_string(i);
      const std::string match = found[i].steps.size() == 1
                                    ? "match: {text: [" + steps + "]}\n"
                                    : "match: {text: {sequence: [" + steps +
                                          "], within: " + std::to_string(found[i].within) + "}}\n";
      rules.add(id + ".yaml", test::RuleText{.id = id, .rest = match}.yaml());
    }
    if (found.empty()) continue;
    const auto ruleset = rules.load();
    ASSERT_NE(ruleset, nullptr) << rules.rendered();
    test::JudgedTexts judged(ruleset);
    std::vector<std::size_t> hits(found.size()), faults(found.size()), gains(found.size());
    const auto is_hit = [](const auto& ids, std::size_t i) {
      return ids.contains("t.p" + std::to_string(i));
    };
    for (const std::string& one : wanted) {
      const auto ids = judged.hits_on(one);
      bool is_new = true;
      for (std::size_t i = 0; i < found.size(); ++i) {
        hits[i] += is_hit(ids, i);
        gains[i] += is_new && is_hit(ids, i);
        is_new = is_new && !is_hit(ids, i);
      }
    }
    for (const std::string& one : unwanted) {
      const auto ids = judged.hits_on(one);
      for (std::size_t i = 0; i < found.size(); ++i) faults[i] += is_hit(ids, i);
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].wanted, hits[i]) << testing::PrintToString(found[i].steps);
      EXPECT_EQ(found[i].unwanted, faults[i]) << testing::PrintToString(found[i].steps);
      EXPECT_EQ(found[i].gain, gains[i]) << testing::PrintToString(found[i].steps);
    }
  }
  EXPECT_GT(sequences, 50u);
}

}  // namespace
}  // namespace picket
