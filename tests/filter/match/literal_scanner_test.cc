// SPDX-License-Identifier: Apache-2.0
// The scanner against plain searching.
#include "filter/match/literal_scanner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/filter/match/test_text.h"

namespace picket::match {
namespace {

using Hits = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  // literal, end; sorted

Hits scanned(const LiteralScanner& scanner, const text::View& view) {
  std::vector<LiteralHit> out(100'000);
  out.resize(scanner.scan(view, out));
  Hits hits;
  for (const LiteralHit& hit : out) hits.emplace_back(hit.literal, hit.end);
  std::ranges::sort(hits);
  return hits;
}

Hits searched(const std::vector<std::string>& literals, std::string_view bytes) {
  Hits hits;
  for (std::uint32_t id = 0; id < literals.size(); ++id) {
    const std::string& literal = literals[id];
    for (std::size_t at = bytes.find(literal); at != std::string_view::npos;
         at = bytes.find(literal, at + 1)) {
      hits.emplace_back(id, static_cast<std::uint32_t>(at + literal.size()));
    }
  }
  return hits;
}

LiteralScanner scanner_of(const std::vector<std::string>& literals) {
  std::vector<LiteralScanner::Input> inputs;
  for (std::uint32_t id = 0; id < literals.size(); ++id) inputs.push_back({literals[id], id});
  return LiteralScanner(std::move(inputs));
}

// Words over few characters share keys by the dozen, begin with each other and overlap.
TEST(LiteralScanner, finds_what_plain_searching_finds) {
  const std::vector<std::vector<std::string>> alphabets{
      {"a", "b"}, {"积", "分"}, {"a", "é", "积", "😀"}, {std::string(1, '\0'), "a"}};
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 random(seed);
    const auto& alphabet = alphabets[seed % alphabets.size()];
    const auto word = [&](std::size_t longest) {
      std::string made;
      for (std::size_t left = 1 + random() % longest; left > 0; --left) {
        made += alphabet[random() % alphabet.size()];
      }
      return made;
    };
    std::set<std::string> distinct;
    for (std::size_t left = 1 + random() % 120; left > 0; --left) distinct.insert(word(14));
    const std::vector<std::string> literals(distinct.begin(), distinct.end());
    const LiteralScanner scanner = scanner_of(literals);
    for (int i = 0; i < 10; ++i) {
      const TestText text(word(200));
      const text::View& view = text.views()[text::ViewKind::raw];
      ASSERT_EQ(scanned(scanner, view), searched(literals, view.bytes)) << "seed " << seed;
    }
  }
}

TEST(LiteralScanner, finds_one_of_very_many_that_begin_alike) {
  std::vector<std::string> literals{"https://", "https://www"};
  for (int i = 0; i < 5000; ++i) literals.push_back("https://www.host" + std::to_string(i) + ".x");
  const LiteralScanner scanner = scanner_of(literals);
  const TestText text("see https://www.host4711.x and https://ww");
  EXPECT_EQ(scanned(scanner, text.views()[text::ViewKind::raw]),
            (Hits{{0, 12}, {0, 39}, {1, 15}, {4713, 26}}));
}

TEST(LiteralScanner, does_not_look_past_the_end) {
  const LiteralScanner scanner = scanner_of({std::string("a\0", 2), "abc", "abcdefg"});
  for (const char* text : {"a", "ab", "xabcdef"}) {
    const TestText views(text);
    EXPECT_EQ(scanned(scanner, views.views()[text::ViewKind::raw]),
              text == std::string("xabcdef") ? (Hits{{1, 4}}) : Hits());
  }
}

TEST(LiteralScanner, says_when_there_is_no_room_for_all) {
  const LiteralScanner scanner = scanner_of({"a"});
  const TestText text(std::string(1000, 'a'));
  const text::View& view = text.views()[text::ViewKind::raw];
  std::vector<LiteralHit> out(10);
  EXPECT_EQ(scanner.scan(view, out), 11u);
  EXPECT_EQ(out.back(), (LiteralHit{0, 10}));
  out.resize(1000);
  EXPECT_EQ(scanner.scan(view, out), 1000u);
}

TEST(LiteralScanner, finds_nothing_without_literals) {
  const LiteralScanner scanner = scanner_of({});
  EXPECT_TRUE(scanner.empty());
}

}  // namespace
}  // namespace picket::match
