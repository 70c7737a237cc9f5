// SPDX-License-Identifier: Apache-2.0
// What placing steps costs, counted in units of work: however many hits there are.
#include "filter/match/placement.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/filter/match/test_text.h"

namespace picket::match {
namespace {

constexpr std::uint64_t kPlenty = std::uint64_t{1} << 40;

std::vector<Place> every(std::uint32_t distance, std::uint32_t count, std::uint32_t from = 0) {
  std::vector<Place> places;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t first = from + i * distance;
    places.push_back({first, first + 1});
  }
  return places;
}

template <class Ask>
std::uint64_t spent(Ask ask) {
  Work work;
  work.allow(kPlenty);
  ask(work);
  EXPECT_FALSE(work.exceeded());
  return kPlenty - work.left();
}

// First steps everywhere and the last one out of reach: near misses at each of them.
TEST(Placement, of_a_sequence_costs_no_more_than_a_unit_a_hit) {
  Placement placement;
  for (const std::uint32_t hits : {100u, 10'000u, 100'000u}) {
    const auto a = every(4, hits), b = every(4, hits, 1), c = every(4, hits, 2);
    const std::vector<Place> out_of_reach{{4 * hits + 100, 4 * hits + 101}};
    const std::vector<StepPlaces> steps{
        {a, {0, 20}}, {b, {0, 20}}, {c, {0, 20}}, {out_of_reach, {}}};
    EXPECT_LE(spent([&](Work& work) { EXPECT_FALSE(placement.sequence(steps, work)); }), 3 * hits);
    const std::vector<StepPlaces> pair{{a, {0, 20}}, {out_of_reach, {}}};
    EXPECT_LE(spent([&](Work& work) { EXPECT_FALSE(placement.sequence(pair, work)); }), hits);
  }
}

TEST(Placement, of_steps_in_any_order_costs_no_more_than_the_sets_of_steps_a_hit) {
  Placement placement;
  for (const std::uint32_t hits : {100u, 10'000u, 100'000u}) {
    const auto a = every(3, hits), b = every(3, hits, 1), c = every(3, hits, 2);
    const std::vector<Place> out_of_reach{{3 * hits + 100, 3 * hits + 101}};
    const std::vector<StepPlaces> steps{{a, {}}, {b, {}}, {c, {}}, {out_of_reach, {}}};
    EXPECT_LE(spent([&](Work& work) { EXPECT_FALSE(placement.near(steps, 20, work)); }),
              (3 * hits + 1) * (std::uint64_t{1} << steps.size()) * 2);
  }
}

TEST(Placement, looks_at_a_character_of_a_gap_about_once) {
  for (const std::uint32_t hits : {100u, 10'000u}) {
    std::string text;
    for (std::uint32_t i = 0; i < hits; ++i) text += "a-";
    text += ",b";
    const TestText views(text);
    CodePoints comma;
    comma.add(',');
    const CodePoints no_comma = comma.negated();
    const auto a = every(2, hits);
    const std::vector<Place> b{{2 * hits + 1, 2 * hits + 2}};
    Reach reach(views.views()[text::ViewKind::raw], no_comma);
    Placement placement;
    const std::vector<StepPlaces> steps{{a, {0, Gap::kUnbounded}, &reach}, {b, {}}};
    EXPECT_LE(spent([&](Work& work) { EXPECT_FALSE(placement.sequence(steps, work)); }),
              hits + text.size() + 1);
  }
}

// The comma is at every third place, asked from the right and the left.
TEST(Reach, ends_at_the_first_character_outside_of_the_class) {
  const TestText views("ab,é积,😀x");
  CodePoints comma;
  comma.add(',');
  const CodePoints no_comma = comma.negated();
  const std::vector<std::uint32_t> expected{2, 2, 2, 5, 5, 5, 8, 8, 8};
  Work work;
  work.allow(kPlenty);
  Reach up(views.views()[text::ViewKind::raw], no_comma);
  Reach down(views.views()[text::ViewKind::raw], no_comma);
  for (std::uint32_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(up.end_from(i, work), expected[i]);
    const auto from_right = static_cast<std::uint32_t>(expected.size()) - 1 - i;
    EXPECT_EQ(down.end_from(from_right, work), expected[from_right]);
  }
}

}  // namespace
}  // namespace picket::match
