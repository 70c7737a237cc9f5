// SPDX-License-Identifier: Apache-2.0
// One pattern set, many threads, each with its scratch.
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "tests/filter/match/compiled.h"
#include "tests/filter/match/test_text.h"

namespace picket::match {
namespace {

TEST(PatternSet, gives_every_thread_the_same_answers) {
  std::vector<TextCondition> conditions{regex("尾号\\d{4}"), regex("\\bok\\b")};
  for (int i = 0; i < 200; ++i) {
    const std::string number = std::to_string(i);
    conditions.push_back(any(any_of({"号" + number})));
    conditions.push_back(condition(TextCondition::Kind::sequence,
                                   {any_of({"号" + number}), any_of({"第" + number})}, 8));
  }
  Compiled compiled(conditions);
  const PatternSet& set = compiled.set();
  std::vector<std::unique_ptr<TestText>> texts;
  std::vector<std::vector<bool>> expected;
  for (int i = 0; i < 50; ++i) {
    const std::string number = std::to_string(i * 3);
    texts.push_back(std::make_unique<TestText>("号" + number + " 第" + number + " ok 尾号4471"));
    expected.push_back(compiled.holding(texts.back()->views()));
  }
  std::vector<int> wrong(4);
  {
    std::vector<std::jthread> threads;
    for (int& errors : wrong) {
      threads.emplace_back([&] {
        Scratch scratch(set);
        for (int round = 0; round < 20; ++round) {
          for (std::size_t t = 0; t < texts.size(); ++t) {
            set.scan(texts[t]->views(), scratch);
            for (std::size_t c = 0; c < conditions.size(); ++c) {
              errors += set.holds(compiled.ids()[c], texts[t]->views(), scratch) != expected[t][c];
            }
          }
        }
      });
    }
  }
  EXPECT_EQ(wrong, std::vector<int>(4));
}

}  // namespace
}  // namespace picket::match
