// SPDX-License-Identifier: Apache-2.0
// Random conditions over random texts of overlapping and repeated words, against the slow model.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/filter/match/compiled.h"
#include "tests/filter/match/rounds.h"
#include "tests/filter/match/slow_model.h"
#include "tests/filter/match/test_text.h"

namespace picket::match {
namespace {

using Kind = TextCondition::Kind;

// Small alphabets, so that words overlap themselves and each other.
const std::vector<std::vector<std::string>> kAlphabets{
    {"积", "分", "换"}, {"a", "b", "1"}, {"加", "v", "1", " "}, {"a", "é", "积", "😀", "-"}};

class Random {
 public:
  explicit Random(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t limit) { return engine_() % limit; }
  template <class T>
  const T& of(const std::vector<T>& all) {
    return all[below(all.size())];
  }
  std::string word(const std::vector<std::string>& alphabet, std::size_t longest) {
    std::string word;
    for (std::size_t left = 1 + below(longest); left > 0; --left) word += of(alphabet);
    return word;
  }

  PhraseSet set(const std::vector<std::string>& alphabet, text::ViewKind view) {
    PhraseSet set;
    for (std::size_t left = 1 + below(3) * below(2); left > 0; --left) {
      set.push_back({view, word(alphabet, 3), below(4) != 0 && view != text::ViewKind::raw});
    }
    return set;
  }

  TextCondition condition(const std::vector<std::string>& alphabet) {
    const auto view = [&] { return static_cast<text::ViewKind>(below(text::kViewKinds)); };
    TextCondition condition;
    condition.kind = static_cast<Kind>(below(4));
    const std::size_t sets = condition.kind == Kind::any ? 1 : 1 + below(4);
    const bool placed = condition.kind == Kind::sequence || condition.kind == Kind::near;
    const text::ViewKind one_view = view();
    while (condition.sets.size() < sets) {
      PhraseSet next = set(alphabet, placed ? one_view : view());
      // Alternatives of several views, where that is allowed.
      if (!placed && below(3) == 0) next.push_back(set(alphabet, view())[0]);
      condition.sets.push_back(std::move(next));
    }
    if (placed) condition.within = static_cast<std::uint32_t>(below(5));
    return condition;
  }

 private:
  std::mt19937 engine_;
};

TEST(PatternSet, agrees_with_the_slow_model_on_random_conditions_and_texts) {
  for (unsigned seed = 0; seed < seeds(60); ++seed) {
    Random random(seed);
    const auto& alphabet = kAlphabets[seed % kAlphabets.size()];
    std::vector<TextCondition> conditions;
    for (int i = 0; i < 40; ++i) conditions.push_back(random.condition(alphabet));
    Compiled compiled(conditions);
    for (int i = 0; i < 12; ++i) {
      const TestText text(random.word(alphabet, 16));
      const text::Views& views = text.views();
      const std::vector<bool> holding = compiled.holding(views);
      ASSERT_FALSE(compiled.incomplete());
      for (std::size_t c = 0; c < conditions.size(); ++c) {
        ASSERT_EQ(holding[c], model_holds(conditions[c], views))
            << "seed " << seed << " condition " << c << " text " << views.original;
        if (conditions[c].kind == Kind::all) continue;
        ASSERT_EQ(originals(compiled.occurrences(c, views), views),
                  originals(model_earliest(conditions[c], views), views))
            << "seed " << seed << " condition " << c << " text " << views.original;
      }
    }
  }
}

}  // namespace
}  // namespace picket::match
