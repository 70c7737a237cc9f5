// SPDX-License-Identifier: Apache-2.0
// Every text condition of the shipped rules, and others drawn from the same words, finds what the
// slow model finds in the same views: of the rules' own texts, of messages (PICKET_MESSAGES: JSONL
// with "text") and of texts made of the conditions' words, cut, repeated and overlapping.
// PICKET_RANDOM_ROUNDS=50 goes on fifty times as long.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "filter/document/reader.h"
#include "filter/ruleset/files.h"
#include "filter/ruleset/rule_reader.h"
#include "filter/text/fold.h"
#include "tests/filter/match/compiled.h"
#include "tests/filter/match/rounds.h"
#include "tests/filter/match/slow_model.h"

namespace picket {
namespace {

using match::TextCondition;
using Kind = TextCondition::Kind;
using predicates::Expression;

// The model tries all choices of occurrences: not many steps, and no long texts of one word.
constexpr std::size_t kMostSteps = 5;
constexpr std::size_t kMostWords = 24;

struct Shipped {
  std::vector<TextCondition> conditions;
  std::vector<std::string> texts;  // of the rules' tests
};

void collect(const Expression& expression, std::vector<TextCondition>& conditions) {
  if (expression.kind == Expression::Kind::text) conditions.push_back(expression.text);
  for (const Expression& child : expression.children) collect(child, conditions);
}

Shipped read_shipped() {
  Shipped shipped;
  document::Diagnostics diagnostics;
  lists::ListStore store;
  lists::ListLoader lists(store, "rules", diagnostics);
  ruleset::Sources sources{lists, text::Spellings::built_in(), diagnostics};
  for (const auto& file : ruleset::find_rule_files("rules", diagnostics)) {
    const auto text = document::load_file(file.path, diagnostics);
    for (const auto& node : document::read_documents(*text, file.path, diagnostics)) {
      const ruleset::ParsedRule parsed = ruleset::read_rule(node, file.path, sources);
      collect(parsed.match.value(), shipped.conditions);
      if (parsed.unless) collect(*parsed.unless, shipped.conditions);
      for (const ruleset::RuleTest& test : parsed.rule.tests) {
        for (const auto& event : test.events) shipped.texts.push_back(event.text.value_or(""));
      }
    }
  }
  EXPECT_FALSE(diagnostics.has_errors());
  return shipped;
}

// Conditions of the shipped ones' phrases, and texts of them.
class Mixer {
 public:
  Mixer(unsigned seed, const std::vector<TextCondition>& conditions) : random_(seed) {
    for (const TextCondition& condition : conditions) {
      for (const match::PhraseSet& set : condition.sets) {
        if (!set.empty()) sets_.push_back(&set);
      }
    }
  }

  TextCondition condition() {
    static constexpr Kind kKinds[]{Kind::any, Kind::all, Kind::sequence, Kind::near};
    TextCondition made;
    made.kind = kKinds[below(4)];
    const bool placed = made.kind == Kind::sequence || made.kind == Kind::near;
    const std::size_t steps = made.kind == Kind::any ? 1 : 2 + below(3);
    while (made.sets.size() < steps) {
      match::PhraseSet set = *sets_[below(sets_.size())];
      if (placed) {
        std::erase_if(set, [](const match::Phrase& phrase) {
          return phrase.view != text::ViewKind::squeezed;
        });
      }
      if (!set.empty()) made.sets.push_back(std::move(set));
    }
    if (placed) made.within = static_cast<std::uint32_t>(below(10));
    return made;
  }

  // Words of a few of the conditions, some cut, some twice, some with others between them.
  std::string text(const std::vector<TextCondition>& conditions) {
    static const std::vector<std::string> kBetween{"", "", "", " ", "，", "的", "a", "7", "您好"};
    std::vector<std::string> words;
    for (std::size_t left = 1 + below(3); left > 0; --left) {
      const TextCondition& condition = conditions[below(conditions.size())];
      for (const match::PhraseSet& set : condition.sets) {
        if (!set.empty()) words.push_back(set[below(set.size())].bytes);
      }
    }
    std::string text;
    for (std::size_t left = below(kMostWords); left > 0 && !words.empty(); --left) {
      text += cut(words[below(words.size())]);
      text += kBetween[below(kBetween.size())];
    }
    return text;
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  // Sometimes without its first or last characters.
  std::string cut(std::string word) {
    const auto inside = [&](std::size_t at) { return (word[at] & 0xC0) == 0x80; };
    if (below(4) != 0) return word;
    std::size_t at = below(word.size());
    while (at > 0 && inside(at)) --at;
    return below(2) == 0 ? word.substr(at) : word.substr(0, at);
  }

  std::mt19937 random_;
  std::vector<const match::PhraseSet*> sets_;
};

std::size_t steps_of(const TextCondition& condition) { return condition.sets.size(); }

// Compares all conditions on one text; returns how many hold.
std::size_t compare(match::Compiled& compiled, const std::vector<TextCondition>& conditions,
                    const text::Views& views) {
  const std::vector<bool> holding = compiled.holding(views);
  EXPECT_FALSE(compiled.incomplete());
  std::size_t hits = 0;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    EXPECT_EQ(holding[i], match::model_holds(conditions[i], views))
        << "condition " << i << " of " << conditions.size() << ", " << views.original;
    hits += holding[i];
  }
  return hits;
}

std::vector<std::string> messages() {
  std::vector<std::string> texts;
  if (const char* path = std::getenv("PICKET_MESSAGES"); path != nullptr) {
    std::ifstream lines(path);
    const std::size_t most = match::seeds(500);
    for (std::string line; texts.size() < most && std::getline(lines, line);) {
      texts.push_back(nlohmann::json::parse(line).at("text").get<std::string>());
    }
  }
  return texts;
}

TEST(ShippedPatterns, find_what_the_slow_model_finds) {
  Shipped shipped = read_shipped();
  ASSERT_GT(shipped.conditions.size(), 80u);
  ASSERT_GT(shipped.texts.size(), 100u);
  ASSERT_LE(steps_of(*std::ranges::max_element(shipped.conditions, {}, steps_of)), kMostSteps);
  Mixer mixer(1, shipped.conditions);
  std::vector<TextCondition> conditions = shipped.conditions;
  for (std::size_t i = shipped.conditions.size(); i > 0; --i) {
    conditions.push_back(mixer.condition());
  }
  match::Compiled compiled(conditions);
  text::Folder folder;
  std::vector<std::string> texts = messages();
  texts.insert(texts.end(), shipped.texts.begin(), shipped.texts.end());
  std::size_t hits = 0;
  for (const std::string& text : texts) hits += compare(compiled, conditions, folder.fold(text));
  EXPECT_GT(hits, shipped.texts.size() / 2);
  hits = 0;
  const unsigned mixed = match::seeds(300);
  for (unsigned i = 0; i < mixed && !HasFailure(); ++i) {
    hits += compare(compiled, conditions, folder.fold(mixer.text(conditions)));
  }
  EXPECT_GT(hits, mixed);
}

// A database of regexes, or a view more, is a scan more of every message.
TEST(ShippedPatterns, are_words_with_gaps_in_two_views) {
  const match::Compiled compiled(read_shipped().conditions);
  const match::PatternSet& set = compiled.set();
  for (const match::ConditionId id : compiled.ids()) {
    EXPECT_EQ(set.finder(id), match::Finder::literals) << "condition " << id;
  }
  EXPECT_EQ(set.views_needed(),
            text::view_bit(text::ViewKind::folded) | text::view_bit(text::ViewKind::squeezed));
}

}  // namespace
}  // namespace picket
