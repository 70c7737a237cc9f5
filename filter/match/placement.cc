// SPDX-License-Identifier: Apache-2.0
#include "filter/match/placement.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace picket::match {
namespace {

// The earliest of `places` that fits after `place` of `step`, or null.
const Place* next_fitting(const StepPlaces& step, Place place, std::span<const Place> places,
                          Work& work) noexcept {
  const Gap gap = step.gap;
  const std::uint64_t earliest = std::uint64_t{place.last} + gap.min;
  std::uint64_t latest = gap.max == Gap::kUnbounded ? std::uint64_t{Gap::kUnbounded}
                                                    : std::uint64_t{place.last} + gap.max;
  if (step.inside != nullptr) {
    latest = std::min<std::uint64_t>(latest, step.inside->end_from(place.last, work));
  }
  const auto next = std::ranges::lower_bound(places, earliest, {},
                                             [](Place p) { return std::uint64_t{p.first}; });
  return next != places.end() && next->first <= latest ? &*next : nullptr;
}

bool has_fitting_pair(const StepPlaces& one, std::span<const Place> other, Work& work) noexcept {
  return work.spend(one.places.size()) && std::ranges::any_of(one.places, [&](Place place) {
           return next_fitting(one, place, other, work) != nullptr;
         });
}

constexpr std::size_t kFewPlaces = 4;  // fewer than it takes to search by halving

std::uint32_t bit(std::uint32_t step) noexcept { return std::uint32_t{1} << step; }

std::uint32_t all_of(std::size_t steps) noexcept {
  return static_cast<std::uint32_t>((std::uint64_t{1} << steps) - 1);
}

}  // namespace

bool Placement::pair(std::span<const Place> first, Gap gap, std::span<const Place> second,
                     Work& work) noexcept {
  if (second.size() > kFewPlaces) return has_fitting_pair({first, gap}, second, work);
  if (!work.spend(first.size())) return false;
  const std::uint64_t room = gap.max - gap.min;
  bool fits = false;
  for (const Place one : first) {
    // A start before the earliest one wraps around, and is too far as well.
    const std::uint64_t earliest = std::uint64_t{one.last} + gap.min;
    for (const Place other : second) fits |= other.first - earliest <= room;
  }
  return fits;
}

bool Placement::sequence(std::span<const StepPlaces> steps, Work& work) {
  assert(!steps.empty());
  if (steps.size() == 2) return has_fitting_pair(steps[0], steps[1].places, work);
  return find_completable(steps, work);
}

// Fills levels_ from the right; of step 0 only the earliest completable place is looked for.
bool Placement::find_completable(std::span<const StepPlaces> steps, Work& work) {
  completable_.clear();
  levels_.assign(steps.size(), {});
  for (std::size_t i = steps.size() - 1; i-- > 0;) {
    if (!work.spend(steps[i].places.size())) return false;
    Level level{completable_.size(), completable_.size()};
    for (const Place place : steps[i].places) {
      if (next_fitting(steps[i], place, completable(steps, i + 1), work) == nullptr) continue;
      completable_.push_back(place);
      ++level.end;
      if (i == 0) break;
    }
    if (level.begin == level.end) return false;
    levels_[i] = level;
  }
  return !steps.back().places.empty();
}

std::span<const Place> Placement::completable(std::span<const StepPlaces> steps,
                                              std::size_t step) const noexcept {
  if (step + 1 == steps.size()) return steps[step].places;
  const Level level = levels_[step];
  return std::span(completable_).subspan(level.begin, level.end - level.begin);
}

std::span<const Place> Placement::earliest_sequence(std::span<const StepPlaces> steps, Work& work) {
  choice_.clear();
  if (!find_completable(steps, work)) return choice_;
  choice_.push_back(completable(steps, 0).front());
  for (std::size_t i = 1; i < steps.size(); ++i) {
    const Place* next = next_fitting(steps[i - 1], choice_.back(), completable(steps, i), work);
    if (next == nullptr) {  // only where the work ran out within the gap
      choice_.clear();
      break;
    }
    choice_.push_back(*next);
  }
  return choice_;
}

bool Placement::near(std::span<const StepPlaces> steps, std::uint32_t within, Work& work) {
  assert(!steps.empty() && steps.size() <= kNearLimit);
  if (steps.size() == 2) {
    return pair(steps[0].places, {0, within}, steps[1].places, work) ||
           pair(steps[1].places, {0, within}, steps[0].places, work);
  }
  return find_chains(steps, within, Until::any, work);
}

// For every item, from the right: the sets of steps with which a chain can begin at it. Places
// become items one by one, so that no more are copied than are paid for.
bool Placement::find_chains(std::span<const StepPlaces> steps, std::uint32_t within, Until until,
                            Work& work) {
  clear_chains();
  if (!work.spend(steps.size())) return false;
  rest_.clear();
  for (const StepPlaces& step : steps) rest_.push_back(step.places.size());
  heads_.resize(std::max(heads_.size(), std::size_t{1} << steps.size()));
  const std::uint64_t limit = kChainsBase + work.allowed() / kUnitsAChain;
  while (take_item(steps, work)) {
    extend_chains(static_cast<std::uint32_t>(items_.size()) - 1, within, work);
    if (items_.size() + nodes_.size() > limit) work.exhaust();
    if (work.exceeded()) return false;
    if (until == Until::any && heads_[all_of(steps.size())] != 0) return true;
  }
  return !work.exceeded() && heads_[all_of(steps.size())] != 0;
}

// The rightmost place that is no item yet becomes one. False if there is none.
bool Placement::take_item(std::span<const StepPlaces> steps, Work& work) {
  if (!work.spend(steps.size())) return false;
  const Place* rightmost = nullptr;
  std::uint32_t of = 0;
  for (std::uint32_t step = 0; step < steps.size(); ++step) {
    if (rest_[step] == 0) continue;
    const Place& place = steps[step].places[rest_[step] - 1];
    if (rightmost != nullptr && place <= *rightmost) continue;
    rightmost = &place;
    of = step;
  }
  if (rightmost == nullptr) return false;
  items_.push_back({*rightmost, of});
  --rest_[of];
  return true;
}

// Chains that begin at `item`: it alone, and it before every chain without its step that begins
// near enough after it. A chain list is in ascending order, so only those that overlap the item are
// passed over.
void Placement::extend_chains(std::uint32_t item, std::uint32_t within, Work& work) {
  const auto [place, step] = items_[item];
  const std::size_t seen = seen_.size();
  for (std::size_t i = 0; i < seen && work.spend(1); ++i) {
    if ((seen_[i] & bit(step)) != 0) continue;
    std::uint32_t node = heads_[seen_[i]];
    while (node != 0 && items_[nodes_[node - 1].item].place.first < place.last && work.spend(1)) {
      node = nodes_[node - 1].next;
    }
    if (node == 0) continue;
    const std::uint32_t next = items_[nodes_[node - 1].item].place.first;
    if (next >= place.last && next - place.last <= within) add_node(seen_[i] | bit(step), item);
  }
  add_node(bit(step), item);
}

void Placement::add_node(Steps steps, std::uint32_t item) {
  if (heads_[steps] == 0) seen_.push_back(steps);
  nodes_.push_back({item, heads_[steps]});
  heads_[steps] = static_cast<std::uint32_t>(nodes_.size());
}

void Placement::clear_chains() noexcept {
  for (const Steps steps : seen_) heads_[steps] = 0;
  seen_.clear();
  nodes_.clear();
  items_.clear();
}

std::span<const Place> Placement::earliest_near(std::span<const StepPlaces> steps,
                                                std::uint32_t within, Work& work) {
  choice_.clear();
  if (!find_chains(steps, within, Until::earliest, work)) return choice_;
  // Steps of different sets may share a place, and which of them it stands for decides what can
  // follow: all sets of steps that may be left are carried along.
  left_.assign(1, all_of(steps.size()));
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::uint32_t from = choice_.empty() ? 0 : choice_.back().last;
    Place earliest{Gap::kUnbounded, Gap::kUnbounded};
    for (const Steps left : left_) {
      earliest = std::min(earliest, items_[nodes_[node_from(left, from, work)].item].place);
    }
    const std::size_t before = left_.size();
    for (std::size_t j = 0; j < before; ++j) add_left_after(left_[j], earliest, from, work);
    if (work.exceeded()) {
      choice_.clear();
      break;
    }
    left_.erase(left_.begin(), left_.begin() + static_cast<std::ptrdiff_t>(before));
    std::ranges::sort(left_);
    const auto repeated = std::ranges::unique(left_);
    left_.erase(repeated.begin(), repeated.end());
    choice_.push_back(earliest);
  }
  return choice_;
}

// The first node of the chain list of `steps` that begins at `from` or later; there is one.
std::uint32_t Placement::node_from(Steps steps, std::uint32_t from, Work& work) const noexcept {
  std::uint32_t node = heads_[steps] - 1;
  while (items_[nodes_[node].item].place.first < from && work.spend(1)) {
    node = nodes_[node].next - 1;
  }
  return node;
}

// What is left of `steps` when one of them is placed at `place`, in every way that can go on.
void Placement::add_left_after(Steps steps, Place place, std::uint32_t from, Work& work) {
  for (std::uint32_t node = node_from(steps, from, work) + 1; node != 0 && work.spend(1);
       node = nodes_[node - 1].next) {
    const Item& item = items_[nodes_[node - 1].item];
    if (item.place != place) return;
    left_.push_back(steps & ~bit(item.step));
  }
}

std::size_t Placement::memory() const noexcept {
  return completable_.capacity() * sizeof(Place) + levels_.capacity() * sizeof(Level) +
         items_.capacity() * sizeof(Item) + rest_.capacity() * sizeof(std::size_t) +
         nodes_.capacity() * sizeof(Node) + heads_.capacity() * sizeof(std::uint32_t) +
         (seen_.capacity() + left_.capacity()) * sizeof(Steps) + choice_.capacity() * sizeof(Place);
}

void Placement::release() noexcept { *this = Placement(); }

}  // namespace picket::match
