// SPDX-License-Identifier: Apache-2.0
// What placing steps costs, counted in units of work: however many hits there are.
#include "filter/match/placement.h"

#include <gtest/gtest.h>

#include <algorithm>
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

TEST(Placement, of_steps_in_any_order_copies_nothing_once_the_work_has_run_out) {
  const auto a = every(3, 10'000), b = every(3, 10'000, 1), c = every(3, 10'000, 2);
  const std::vector<Place> out_of_reach{{40'000, 40'001}};
  const std::vector<StepPlaces> steps{{a, {}}, {b, {}}, {c, {}}, {out_of_reach, {}}};
  Work work;
  work.allow(1000);
  EXPECT_FALSE(Placement().near(steps, 20, work));
  EXPECT_TRUE(work.exceeded());
  Placement fresh;
  for (int programs = 0; programs < 1000; ++programs) {
    EXPECT_FALSE(fresh.near(steps, 20, work));
    EXPECT_TRUE(fresh.earliest_near(steps, 20, work).empty());
  }
  EXPECT_EQ(fresh.memory(), 0u);
}

// Sixteen steps in turn and the last one missing: as many sets of steps as there can be.
TEST(Placement, of_steps_in_any_order_keeps_no_more_than_the_allowance_is_worth) {
  constexpr std::uint32_t kSteps = Placement::kNearLimit;
  std::vector<std::vector<Place>> places;
  std::vector<StepPlaces> steps;
  for (std::uint32_t i = 0; i + 1 < kSteps; ++i) places.push_back(every(kSteps, 2000, i));
  places.push_back({{100'000, 100'001}});
  for (const auto& of_step : places) steps.push_back({of_step, {}});
  for (const std::uint64_t allowance : {std::uint64_t{1} << 16, std::uint64_t{1} << 24}) {
    Placement placement;
    Work work;
    work.allow(allowance);
    EXPECT_FALSE(placement.near(steps, 1000, work));
    EXPECT_TRUE(work.exceeded());
    // Every set of steps may be added once more; an entry has 12 bytes, and a vector room for two.
    const std::uint64_t entries = 2 * Placement::kChainsBase + allowance / Placement::kUnitsAChain;
    EXPECT_LE(placement.memory(), entries * 24 + (std::size_t{8} << kSteps));
  }
}

// The gap is looked at again on the way forward, which is where the work may run out too.
TEST(Placement, tells_all_steps_of_a_sequence_or_none_whatever_the_allowance) {
  const TestText views("b-c,a-b-c");
  CodePoints comma;
  comma.add(',');
  const CodePoints no_comma = comma.negated();
  const std::vector<Place> a{{4, 5}}, b{{0, 1}, {6, 7}}, c{{2, 3}, {8, 9}};
  const std::vector<Place> expected{a[0], b[1], c[1]};
  std::size_t told = 0;
  for (std::uint64_t allowance = 0; allowance < 20; ++allowance) {
    Reach reach(views.views()[text::ViewKind::raw], no_comma);
    const std::vector<StepPlaces> steps{{a, {0, 9}}, {b, {0, Gap::kUnbounded}, &reach}, {c, {}}};
    Placement placement;
    Work work;
    work.allow(allowance);
    const auto choice = placement.earliest_sequence(steps, work);
    EXPECT_EQ(choice.empty(), work.exceeded()) << allowance;
    if (choice.empty()) continue;
    EXPECT_TRUE(std::ranges::equal(choice, expected)) << allowance;
    ++told;
  }
  EXPECT_GT(told, 0u);
  EXPECT_LT(told, 20u);
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
