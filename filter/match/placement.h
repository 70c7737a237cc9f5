// SPDX-License-Identifier: Apache-2.0
// Whether occurrences of several steps can be placed in one text so that they fit: in order or in
// any order, not overlapping, with gaps within bounds; and which choice of them is the earliest.
// Exact: any fitting choice of occurrences counts, and work is bounded by a budget.
//
// Everything is computed from the right: an occurrence is *completable* if the steps that must come
// after it can be placed after it. Then the earliest choice is found by walking forward without
// ever having to go back.
//
// What it costs, in units of Work, each spent before it is done: a sequence one for every place
// (and in it a search by halving), so it is linear in the hits whatever they are; near, for every
// place, one a step to find it, one for every set of steps that a chain behind it has, and one for
// every place that overlaps it: at most places * (steps + 2^steps * the longest phrase). What a
// text is not worth is not done: once the work has run out nothing is looked at, copied or kept.
// The memory of near is bounded by the allowance too, see kChainsBase.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "filter/match/reach.h"
#include "filter/match/work.h"

namespace picket::match {

// An occurrence in characters of its view: [first, last). Ordered by `first`, then `last`. The ends
// of the text are places too, empty ones.
struct Place {
  std::uint32_t first = 0;
  std::uint32_t last = 0;

  auto operator<=>(const Place&) const = default;
};

// How many characters may lie between the end of a step and the start of the next one.
struct Gap {
  static constexpr std::uint32_t kUnbounded = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t min = 0;
  std::uint32_t max = 0;

  bool operator==(const Gap&) const = default;
};

// The occurrences of one step, sorted; the gap after it, and what that may cover if not everything
// (of the last step: not looked at).
struct StepPlaces {
  std::span<const Place> places;
  Gap gap;
  Reach* inside = nullptr;
};

// Working memory of the two questions. Lives on one worker; keeps its buffers.
class Placement {
 public:
  static constexpr std::size_t kNearLimit = 16;

  // How many places and beginnings of chains near() keeps before the work counts as run out: as
  // many as it takes to place kNearLimit steps once, and more for a long text.
  static constexpr std::uint64_t kChainsBase = std::uint64_t{1} << kNearLimit;
  static constexpr std::uint64_t kUnitsAChain = 16;  // of the allowance

  // Two steps in order, the gap between them over anything.
  static bool pair(std::span<const Place> first, Gap gap, std::span<const Place> second,
                   Work& work) noexcept;
  // Steps in order. Says false too where the work ran out.
  bool sequence(std::span<const StepPlaces> steps, Work& work);
  // Steps in any order, 1..kNearLimit of them, at most `within` between neighbours.
  bool near(std::span<const StepPlaces> steps, std::uint32_t within, Work& work);

  // The earliest fitting choice, one place a step and by position, or empty if none fits or the
  // work ran out. Valid until the next call.
  std::span<const Place> earliest_sequence(std::span<const StepPlaces> steps, Work& work);
  std::span<const Place> earliest_near(std::span<const StepPlaces> steps, std::uint32_t within,
                                       Work& work);

  std::size_t memory() const noexcept;
  void release() noexcept;

 private:
  using Steps = std::uint32_t;  // a bit a step

  // Whether it is enough to know that steps fit.
  enum class Until : std::uint8_t { any, earliest };

  // An occurrence of step `step`, for near().
  struct Item {
    Place place;
    std::uint32_t step;
  };
  // Item `item` can begin a chain of exactly the steps of the chain list it is in.
  struct Node {
    std::uint32_t item;
    std::uint32_t next;
  };

  bool find_completable(std::span<const StepPlaces> steps, Work& work);
  std::span<const Place> completable(std::span<const StepPlaces> steps,
                                     std::size_t step) const noexcept;
  bool find_chains(std::span<const StepPlaces> steps, std::uint32_t within, Until until,
                   Work& work);
  bool take_item(std::span<const StepPlaces> steps, Work& work);
  void extend_chains(std::uint32_t item, std::uint32_t within, Work& work);
  void add_node(Steps steps, std::uint32_t item);
  void clear_chains() noexcept;
  std::uint32_t node_from(Steps steps, std::uint32_t from, Work& work) const noexcept;
  void add_left_after(Steps steps, Place place, std::uint32_t from, Work& work);

  // sequence: the completable places of each step but the last, those of step i in levels_[i].
  struct Level {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::vector<Place> completable_;
  std::vector<Level> levels_;

  std::vector<Item> items_;        // from the right
  std::vector<std::size_t> rest_;  // by step: how many of its places are no items yet
  std::vector<Node> nodes_;
  std::vector<std::uint32_t> heads_;  // by set of steps: its first node + 1; 0 if there is none
  std::vector<Steps> seen_;           // sets of steps that have nodes
  std::vector<Steps> left_;
  std::vector<Place> choice_;
};

}  // namespace picket::match
