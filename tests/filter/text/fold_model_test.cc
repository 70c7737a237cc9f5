// SPDX-License-Identifier: Apache-2.0
// The folder against a slow exact model that asks ICU and OpenCC for every text as a whole, and
// properties of folding, over random texts from alphabets that make characters meet.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "filter/text/fold.h"
#include "filter/text/table/character_rules.h"

namespace picket::text {
namespace {

using table::CharacterRules;

const CharacterRules& rules() {
  static const CharacterRules rules(table::read_fold_data("filter/text/data/fold"));
  return rules;
}

// Canonical order with the classes of our own, which ICU does not know.
std::u32string ordered(std::u32string decomposed) {
  const auto has_class = [](char32_t c) { return CharacterRules::combining_class(c) != 0; };
  for (auto begin = decomposed.begin(); begin != decomposed.end();) {
    begin = std::find_if(begin, decomposed.end(), has_class);
    const auto end = std::find_if_not(begin, decomposed.end(), has_class);
    std::stable_sort(begin, end, [](char32_t a, char32_t b) {
      return CharacterRules::combining_class(a) < CharacterRules::combining_class(b);
    });
    begin = end;
  }
  return decomposed;
}

// folded, but for letter emoji and single letters, which the texts here do not have.
std::string model(std::u32string_view text) {
  std::u32string parts;
  for (const char32_t c : text) parts += rules().undone(c);
  std::u32string folded = CharacterRules::compose(
      CharacterRules::drop_marks(ordered(CharacterRules::decompose(parts))));
  const auto two_spaces = [](char32_t a, char32_t b) { return a == U' ' && b == U' '; };
  folded.erase(std::unique(folded.begin(), folded.end(), two_spaces), folded.end());
  return table::to_utf8(folded);
}

class Random {
 public:
  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(engine_);
  }
  // Any code point but surrogates.
  char32_t point() {
    static constexpr std::pair<char32_t, char32_t> kRanges[] = {
        {0x20, 0x7E},       {0xA0, 0x24F},      {0x250, 0x36F},     {0x370, 0x5FF},
        {0x600, 0x8FF},     {0x900, 0xE7F},     {0x1100, 0x11FF},   {0x1E00, 0x1FFF},
        {0x2000, 0x2BFF},   {0x2E80, 0x30FF},   {0x3130, 0x33FF},   {0x4E00, 0x9FFF},
        {0xAC00, 0xD7A3},   {0xF900, 0xFFEF},   {0x10400, 0x11FFF}, {0x1D000, 0x1D7FF},
        {0x1F100, 0x1F1E5}, {0x1F200, 0x1FAFF}, {0x20000, 0x2FA1F}, {0xE0000, 0xE01EF}};
    const auto& range = kRanges[below(std::size(kRanges))];
    return range.first + static_cast<char32_t>(below(range.second - range.first + 1));
  }

 private:
  std::mt19937 engine_{20260105};
};

bool has_context(char32_t c) {
  const auto& context = rules().data().context;
  return std::any_of(context.begin(), context.end(), [c](const auto& m) { return m.from == c; });
}

std::u32string random_text(Random& random, std::size_t longest, std::u32string_view alphabet) {
  std::u32string text;
  for (std::size_t length = random.below(longest) + 1; text.size() < length;) {
    const char32_t c = alphabet.empty() ? random.point() : alphabet[random.below(alphabet.size())];
    if (!has_context(c)) text.push_back(c);
  }
  return text;
}

void expect_model(std::u32string_view text) {
  const std::string utf8 = table::to_utf8(text);
  const std::string expected = model(text);
  ASSERT_EQ(fold_phrase(utf8, ViewKind::folded), expected) << utf8;
}

TEST(FoldModel, agrees_on_every_code_point) {
  for (char32_t c = 0; c < 0x110000; ++c) {
    if ((c >= 0xD800 && c <= 0xDFFF) || (c >= 0x1F1E6 && c <= 0x1F1FF) || has_context(c)) continue;
    ASSERT_EQ(fold_phrase(table::to_utf8({&c, 1}), ViewKind::folded), model({&c, 1}))
        << std::hex << static_cast<std::uint32_t>(c);
  }
}

TEST(FoldModel, agrees_on_random_texts_of_all_scripts) {
  Random random;
  for (int i = 0; i < 20'000; ++i) expect_model(random_text(random, 12, {}));
}

TEST(FoldModel, agrees_where_marks_and_jamo_meet) {
  static constexpr std::u32string_view kAlphabets[] = {
      U"aи\u0306\u0323\u0301\u0308\u0336\u20DD ",
      U"اأآ\u0653\u0654\u0655\u064B\u0651\u0670a",
      U"\u1100\u1161\u11A8가각\u1112ㅏㄱ\u302E\uFFA1\uFFC2 ",
      U"ｶﾞかハ\u3099\u309A\uFF9Eが漢",
      U"\u09C7\u09BE\u09D7\u09CBক\u0958\u0915\u093C\u094D",
      U"กำ\u0E31\u0E48\u0E33\u0E4D\u0EB3a",
      U"\u0B47\u0B56\u0B57\u0BC6\u0BBE\u0BCA\u1025\u102E\u1026",
      U"α\u0345\u0301\u0344\u1FEDωπ\u0313\u0342",
      U"贷\u0336\u20E3\uFE0F1\u034F\u200D款"};
  Random random;
  for (const std::u32string_view alphabet : kAlphabets)
    for (int i = 0; i < 5'000; ++i) expect_model(random_text(random, 10, alphabet));
}

// Texts as people write them, for the properties.
std::string random_message(Random& random) {
  static constexpr std::string_view kPieces[] = {"您的账户",
                                                 "帳戶",
                                                 "ＢＡＮＫ",
                                                 "v❤",
                                                 "❤",
                                                 " ",
                                                 "  ",
                                                 "c.l.i.c.k",
                                                 "a-b",
                                                 "①③⑧",
                                                 "é",
                                                 "e\u0301",
                                                 "й",
                                                 "и\u0306",
                                                 "ที่",
                                                 "हिन्दी",
                                                 "🇨🇳",
                                                 "🇻🇽",
                                                 "🇻",
                                                 "㈱",
                                                 "ﷺ",
                                                 "\u200B",
                                                 "\u0336",
                                                 "\xFF",
                                                 "ﾊﾞ",
                                                 "\u1112\u1161\u11AB",
                                                 "👨‍👩‍👧",
                                                 "x",
                                                 ".",
                                                 "7",
                                                 "ⅷ",
                                                 "½"};
  std::string text;
  for (std::size_t count = random.below(14) + 1; count > 0; --count)
    text += kPieces[random.below(std::size(kPieces))];
  return text;
}

std::string cut(const View& view, std::uint32_t first, std::uint32_t last) {
  std::string out;
  for (std::uint32_t byte = 0; byte < view.bytes.size(); ++byte) {
    const std::uint32_t character = view.character_at(byte + 1) - 1;
    if (character >= first && character < last) out += view.bytes[byte];
  }
  return out;
}

TEST(FoldProperties, hold_on_random_messages) {
  Random random;
  Folder folder;
  for (int i = 0; i < 5'000; ++i) {
    const std::string text = random_message(random);
    const Views& views = folder.fold(text);
    const View& raw = views[ViewKind::raw];
    const std::string folded(views[ViewKind::folded].bytes);
    ASSERT_EQ(fold_phrase(folded, ViewKind::folded), folded) << text;
    ASSERT_EQ(fold_phrase(folded, ViewKind::squeezed), views[ViewKind::squeezed].bytes) << text;
    for (const ViewKind kind : {ViewKind::folded, ViewKind::squeezed, ViewKind::leet}) {
      const View& view = views[kind];
      ASSERT_EQ(view.character_at(static_cast<std::uint32_t>(view.bytes.size())),
                view.characters());
      Stretch before;
      for (const Stretch& origin : view.origin) {
        ASSERT_LT(origin.begin, origin.end);
        ASSERT_LE(origin.end, raw.characters());
        ASSERT_LE(before.begin, origin.begin);
        before = origin;
      }
    }
  }
}

// The evidence for any stretch of a view, folded again, has what was found in it.
TEST(FoldProperties, evidence_folds_to_what_was_found) {
  Random random;
  Folder folder;
  for (int i = 0; i < 5'000; ++i) {
    const std::string text = random_message(random);
    // What an emoji stands for hangs on two characters before it, which a stretch may leave out.
    if (text.find("❤") != std::string::npos) continue;
    const Views& views = folder.fold(text);
    for (const ViewKind kind : {ViewKind::folded, ViewKind::squeezed}) {
      const View& view = views[kind];
      if (view.characters() == 0) continue;
      // Letters joined in the message need not be joined in a stretch of it.
      if (kind == ViewKind::folded && std::count(text.begin(), text.end(), '.') >= 3) continue;
      const auto first = static_cast<std::uint32_t>(random.below(view.characters()));
      const auto last =
          first + 1 + static_cast<std::uint32_t>(random.below(view.characters() - first));
      const Stretch at = view.original(first, last);
      const std::string evidence = cut(views[ViewKind::raw], at.begin, at.end);
      const std::string found = cut(view, first, last);
      ASSERT_NE(fold_phrase(evidence, kind).find(found), std::string::npos)
          << text << "\nevidence " << evidence << "\nfound " << found;
    }
  }
}

TEST(FoldProperties, a_million_marks_cost_no_more_than_elsewhere) {
  std::string text = "ا";
  while (text.size() < 2'000'000) text += "\u0651\u064B\u0323";
  EXPECT_GT(fold_phrase(text, ViewKind::folded).size(), 1'900'000u);
  text = "a";
  while (text.size() < 2'000'000) text += "\u0301";
  EXPECT_EQ(fold_phrase(text, ViewKind::folded), "a");
}

}  // namespace
}  // namespace picket::text
