// SPDX-License-Identifier: Apache-2.0
// Regexes, however they are found, against RE2 over the same view.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <random>
#include <string>
#include <vector>

#include "filter/match/regex_lowering.h"
#include "filter/match/regex_tree.h"
#include "tests/filter/match/compiled.h"
#include "tests/filter/match/rounds.h"
#include "tests/filter/match/slow_model.h"
#include "tests/filter/match/test_text.h"

namespace picket::match {
namespace {

std::string written(const LoweredStep& step) {
  if (step.kind == LoweredStep::Kind::text_begin) return "^";
  if (step.kind == LoweredStep::Kind::text_end) return "$";
  std::string words;
  for (const std::string& word : step.words) words += (words.empty() ? "" : "|") + word;
  return words;
}

// `0..12`; of a gap that may not cover everything with a `!`.
std::string written_gap(const LoweredStep& step) {
  return " " + std::to_string(step.gap.min) + ".." +
         (step.gap.max == Gap::kUnbounded ? "" : std::to_string(step.gap.max)) +
         (step.inside == CodePoints::all() ? " " : "! ");
}

// What a regex is lowered to, as `word|word 0..12 word`, one line an alternative; or nothing.
std::string lowered(const std::string& regex, Newlines newlines = Newlines::none) {
  const auto tree = read_regex(regex);
  const auto sequences = tree ? lower_regex(*tree, newlines) : std::nullopt;
  if (sequences && sequences->empty()) return "never";
  std::string lines;
  for (const LoweredSequence& sequence : sequences.value_or(std::vector<LoweredSequence>())) {
    if (!lines.empty()) lines += '\n';
    for (std::size_t i = 0; i < sequence.size(); ++i) {
      if (i != 0) lines += written_gap(sequence[i - 1]);
      lines += written(sequence[i]);
    }
  }
  return lines;
}

TEST(RegexLowering, takes_words_with_gaps_between_them) {
  EXPECT_EQ(lowered("积分"), "积分");
  EXPECT_EQ(lowered("登录|登陆"), "登录|登陆");
  EXPECT_EQ(lowered("登[录陆]"), "登录|登陆");
  EXPECT_EQ(lowered("(登录|点击).{0,12}(?:兑换|领取)"), "登录|点击 0..12 兑换|领取");
  EXPECT_EQ(lowered("a.{2,}b.c"), "a 2.. b 1..1 c");
  EXPECT_EQ(lowered(".*积分.{0,5}"), "积分");
  EXPECT_EQ(lowered("a.?b"), "a 0..1 b");
  EXPECT_EQ(lowered("a.{0,3}b|c{2}"), "a 0..3 b\ncc");
}

TEST(RegexLowering, takes_optional_parts) {
  EXPECT_EQ(lowered("积(点)?分"), "积分|积点分");
  EXPECT_EQ(lowered("请?点击"), "点击|请点击");
  EXPECT_EQ(lowered("a(b.{0,3})?c"), "ab 0..3 c\nac");
}

TEST(RegexLowering, takes_gaps_of_a_class) {
  EXPECT_EQ(lowered("a[^,]{0,5}b"), "a 0..5! b");
  EXPECT_EQ(lowered("a[^,，。]*b"), "a 0..! b");
  EXPECT_EQ(lowered("尾号\\d{4}的"), "尾号 4..4! 的");
  EXPECT_EQ(lowered("尾号\\d的"), "尾号 1..1! 的");
  EXPECT_EQ(lowered("a\\s*b"), "a 0..! b");
  EXPECT_EQ(lowered("xa+b"), "x 1..! b");
  EXPECT_EQ(lowered("a[^,]{1,5}[^,]b"), "a 2..6! b");
  EXPECT_EQ(lowered("[^,]*ab[^,]{0,5}"), "ab") << "a gap at an end that may be empty says nothing";
  EXPECT_EQ(lowered("a[^\\n]{0,5}b"), "a 0..5 b") << "there are no newlines to except";
  EXPECT_EQ(lowered("a.{0,5}b", Newlines::possible), "a 0..5! b");
  EXPECT_EQ(lowered("(?s)a.{0,5}b", Newlines::possible), "a 0..5 b");
}

TEST(RegexLowering, takes_anchors_and_distances_from_the_ends) {
  EXPECT_EQ(lowered("^积分"), "^ 0..0 积分");
  EXPECT_EQ(lowered("积分$"), "积分 0..0 $");
  EXPECT_EQ(lowered("^.{0,5}积分[^,]*$"), "^ 0..5 积分 0..! $");
  EXPECT_EQ(lowered("(^|b)a"), "^ 0..0 a\nba");
  EXPECT_EQ(lowered(".{3,}a"), "^ 3.. a");
  EXPECT_EQ(lowered("a.{3,5}"), "a 3.. $");
  EXPECT_EQ(lowered("^.*a"), "a");
  EXPECT_EQ(lowered("b?^a"), "^ 0..0 a") << "nothing comes before the begin";
  EXPECT_EQ(lowered("a^b|c$d"), "never");
  EXPECT_EQ(lowered("(b^|x)a"), "xa");
}

TEST(RegexLowering, leaves_what_is_no_words_and_gaps) {
  for (const char* regex : {"\\d{4}", "尾号\\d{4}", "\\bok\\b", "(?i)é", "^.{5}$", "\\p{Han}a",
                            "a(b.{0,3})+c", "[a-z]x", "a\\d{4}[^,]{0,3}b"}) {
    EXPECT_EQ(lowered(regex), "") << regex;
  }
  EXPECT_EQ(lowered(".{3,}a", Newlines::possible), "");
}

TEST(PatternSet, finds_each_regex_in_the_cheapest_way) {
  const Compiled compiled({regex("积分.{0,8}兑换"), regex("尾号\\d{4}"), regex("\\bok\\b"),
                           regex("\\b"), regex("积分.{0,8}兑换", text::ViewKind::raw)});
  const PatternSet& set = compiled.set();
  EXPECT_EQ(set.finder(0), Finder::literals);
  EXPECT_EQ(set.finder(1), Finder::regexes);
  EXPECT_EQ(set.finder(2), Finder::regexes);
  EXPECT_EQ(set.finder(3), Finder::every_text);
  EXPECT_EQ(set.finder(4), Finder::literals);
}

// Regexes and texts with what engines differ in.
TEST(PatternSet, agrees_with_re2_where_engines_differ) {
  const std::vector<std::string> regexes{"\\d{3}",
                                         "\\bok\\b",
                                         "ok\\B",
                                         "[一-龥]{2}",
                                         "^积分",
                                         "积分$",
                                         "积分\\z",
                                         "\\A积",
                                         "(?m)^分",
                                         "(?m)积$",
                                         "\\s积",
                                         "积\\S分",
                                         "[^\\s]\\v",
                                         "a\\sb",
                                         "(?i)kelvin",
                                         "(?i)straße",
                                         "(?i)É",
                                         "(?i)[k-m]l",
                                         "(?s)积.分",
                                         "积.分",
                                         "[[:alpha:]]+1",
                                         "[[:^digit:]]积",
                                         "\\x{79ef}",
                                         "\\x61b",
                                         "\\141b",
                                         "\\Qa.b\\E",
                                         "\\Qa.b\\E+c",
                                         "a{,2}b",
                                         "a{2}b",
                                         "a{2,}b",
                                         "[]a]b",
                                         "[^]a]b",
                                         "[a-]b",
                                         "[\\d-a]b",
                                         "\\p{Han}\\d",
                                         "\\PN1",
                                         "(?P<n>积)分",
                                         "a|b1|积分",
                                         "(a|)1",
                                         "a.{0,1000}b",
                                         "(积.{2,4}){2}",
                                         "\\w\\W积",
                                         "[\\w]é",
                                         "(?i)\\w\\x{212a}",
                                         "(?U)a+b",
                                         "(?i:a)B",
                                         "(?i)a(?-i)B",
                                         "\\.\\*",
                                         "x*a",
                                         "(?:a?){3}b",
                                         "[[:word:]]é",
                                         "\\b积",
                                         "é\\b",
                                         "(^|a)b",
                                         "b($|a)",
                                         "a\\C+b",
                                         "[\\x{1F600}-\\x{1F64F}]"};
  const std::vector<std::string> texts{"123",
                                       "12积3",
                                       "ok",
                                       "book",
                                       "积ok积",
                                       "éok",
                                       "积分",
                                       "分积分",
                                       "积\n分",
                                       "分\n积",
                                       "a\vb",
                                       " 积",
                                       "\v\v",
                                       "a b",
                                       "KELVIN",
                                       "\u212Aelvin",
                                       "STRASSE",
                                       "strAẞe",
                                       "é",
                                       "É",
                                       "kl",
                                       "\u212Al",
                                       "a1",
                                       "a.b",
                                       "a.bbc",
                                       "aab",
                                       "ab",
                                       "]b",
                                       "-b",
                                       "5b",
                                       "积1",
                                       "b1",
                                       "a{,2}b",
                                       "积积积分分分积",
                                       "a_积",
                                       "aé",
                                       "_é",
                                       "A\u212A",
                                       "AB",
                                       "aB",
                                       ".*",
                                       "a积b",
                                       "😀",
                                       "a" + std::string(900, 'x') + "b",
                                       std::string("a\0b", 3)};
  std::vector<TextCondition> conditions;
  for (const std::string& r : regexes) {
    for (const auto view : {text::ViewKind::raw, text::ViewKind::squeezed}) {
      if (PatternSetBuilder::check_regex(r)) conditions.push_back(regex(r, view));
    }
  }
  ASSERT_GT(conditions.size(), 100u);
  Compiled compiled(conditions);
  for (const std::string& t : texts) {
    const TestText text(t);
    const auto holding = compiled.holding(text.views());
    for (std::size_t i = 0; i < conditions.size(); ++i) {
      EXPECT_EQ(holding[i], model_holds(conditions[i], text.views()))
          << conditions[i].regex << " in " << t;
    }
  }
}

// A random regex over a small alphabet; many shapes are lowered, others not.
class RandomRegex {
 public:
  explicit RandomRegex(unsigned seed) : engine_(seed) {}

  std::size_t below(std::size_t limit) { return engine_() % limit; }

  std::string character() {
    static const std::vector<std::string> kAll{"积",   "分",   "a",   "b", "1",
                                               "[ab]", "[^a]", "\\w", "."};
    return kAll[below(below(2) == 0 ? 5 : kAll.size())];
  }

  std::string piece(int depth) {
    switch (below(depth > 0 ? 10 : 6)) {
      case 0:
        return ".{0," + std::to_string(below(5)) + "}";
      case 1:
        return ".{" + std::to_string(below(3)) + "," + std::to_string(3 + below(3)) + "}";
      case 2:
        return gap_class() + "{" + std::to_string(below(3)) + "," + std::to_string(2 + below(4)) +
               "}";
      case 6:
        return "(" + regex(depth - 1) + ")?";
      case 7:
        return "(?:" + regex(depth - 1) + "|" + regex(depth - 1) + ")";
      case 8:
        return "(" + regex(depth - 1) + "){1,2}";
      case 9:
        return std::vector<std::string>{"^", "$", "\\b", "(?i)B", ".*"}[below(5)];
      default:
        return character();
    }
  }

  std::string gap_class() {
    static const std::vector<std::string> kAll{"[^a]", "[^积b]", "\\w", "\\s", "[^\\n]", "a"};
    return kAll[below(kAll.size())];
  }

  std::string regex(int depth) {
    std::string regex;
    for (std::size_t left = 1 + below(4); left > 0; --left) regex += piece(depth);
    return regex;
  }

  std::string text() {
    static const std::vector<std::string> kAll{"积", "分", "a", "b", "1", " ", "\n"};
    std::string text;
    for (std::size_t left = below(12); left > 0; --left) text += kAll[below(kAll.size())];
    return text;
  }

 private:
  std::mt19937 engine_;
};

TEST(PatternSet, agrees_with_re2_on_random_regexes) {
  std::array<int, 3> by_finder{};
  for (unsigned seed = 0; seed < seeds(16); ++seed) {
    RandomRegex random(seed);
    std::vector<TextCondition> conditions;
    while (conditions.size() < 40) {
      const std::string candidate = random.regex(2);
      const auto view = random.below(3) == 0 ? text::ViewKind::raw : text::ViewKind::squeezed;
      if (PatternSetBuilder::check_regex(candidate)) conditions.push_back(regex(candidate, view));
    }
    Compiled compiled(conditions);
    for (std::size_t i = 0; i < conditions.size(); ++i) {
      ++by_finder[static_cast<std::size_t>(compiled.set().finder(compiled.ids()[i]))];
    }
    for (int i = 0; i < 25; ++i) {
      const TestText text(random.text());
      const auto holding = compiled.holding(text.views());
      for (std::size_t c = 0; c < conditions.size(); ++c) {
        ASSERT_EQ(holding[c], model_holds(conditions[c], text.views()))
            << conditions[c].regex << " in " << text.views().original;
      }
    }
  }
  for (const int count : by_finder) EXPECT_GT(count, 20) << "every way is tried";
}

TEST(PatternSet, shows_the_leftmost_match_of_a_regex) {
  Compiled compiled({regex("\\d+"), regex("积.{0,2}分")});
  const TestText text("积12分积分7");
  ASSERT_EQ(compiled.holding(text.views()), (std::vector{true, true}));
  EXPECT_EQ(compiled.occurrences(0, text.views()),
            (std::vector{Occurrence{text::ViewKind::folded, 1, 3}}));
  EXPECT_EQ(compiled.occurrences(1, text.views()),
            (std::vector{Occurrence{text::ViewKind::folded, 0, 4}}));
}

TEST(PatternSetBuilder, says_what_is_wrong_with_a_regex) {
  EXPECT_EQ(PatternSetBuilder::check_regex("(a").error(), "missing ): (a");
  EXPECT_EQ(PatternSetBuilder::check_regex("a*").error(), "matches the empty text");
  EXPECT_TRUE(PatternSetBuilder::check_regex("a+"));
}

}  // namespace
}  // namespace picket::match
