// SPDX-License-Identifier: Apache-2.0
#include "filter/core/glob.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace picket::core {
namespace {

TEST(Glob, takes_characters_for_themselves) {
  EXPECT_TRUE(glob_matches("smpp:main", "smpp:main"));
  EXPECT_FALSE(glob_matches("smpp:main", "SMPP:main"));
  EXPECT_FALSE(glob_matches("smpp:main", "smpp:main2"));
  EXPECT_TRUE(glob_matches("", ""));
  EXPECT_FALSE(glob_matches("", "a"));
}

TEST(Glob, takes_a_star_for_any_run) {
  EXPECT_TRUE(glob_matches("*", ""));
  EXPECT_TRUE(glob_matches("smpp:*", "smpp:"));
  EXPECT_TRUE(glob_matches("*:*x", "sip:ax:bx"));
  EXPECT_FALSE(glob_matches("smpp:*", "sip:a"));
}

TEST(Glob, takes_a_question_mark_for_one_character) {
  EXPECT_TRUE(glob_matches("a?c", "a积c"));
  EXPECT_FALSE(glob_matches("a?c", "ac"));
  EXPECT_FALSE(glob_matches("a??c", "a积c"));
}

// The definition, written down.
bool slow_matches(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*') {
    return slow_matches(pattern.substr(1), text) ||
           (!text.empty() && slow_matches(pattern, text.substr(1)));
  }
  return !text.empty() && (pattern.front() == '?' || pattern.front() == text.front()) &&
         slow_matches(pattern.substr(1), text.substr(1));
}

TEST(Glob, agrees_with_its_definition) {
  std::mt19937 random(7);
  for (int round = 0; round < 50'000; ++round) {
    std::string pattern, text;
    for (auto left = random() % 8; left > 0; --left) pattern += "ab*?"[random() % 4];
    for (auto left = random() % 8; left > 0; --left) text += "ab"[random() % 2];
    ASSERT_EQ(glob_matches(pattern, text), slow_matches(pattern, text)) << pattern << ' ' << text;
  }
}

}  // namespace
}  // namespace picket::core
