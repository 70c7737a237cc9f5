// SPDX-License-Identifier: Apache-2.0
#include "filter/match/hit_table.h"

#include <algorithm>
#include <cassert>

namespace picket::match {
namespace {

// Units of work a place that is copied and sorted among those of other literals. They are kept
// until the next text, so this bounds memory too: half a byte a unit.
constexpr std::uint64_t kMergedPlace = 16;

}  // namespace

HitTable::HitTable(const Tables& tables)
    : tables_(&tables),
      live_index_(tables.literal_count()),
      live_(tables.set_count()),
      set_places_(tables.set_count()) {
  hits_.ensure(tables.budget.base);
  scanned_.reserve(text::kViewKinds);
}

void HitTable::clear() noexcept {
  for (const LiveLiteral& live : live_literals_) live_index_[live.literal] = 0;
  for (const SetId set : live_sets_) live_[set] = 0;
  live_literals_.clear();
  live_sets_.clear();
  places_.clear();
  scanned_.clear();
  hit_count_ = 0;
}

bool HitTable::scan(text::ViewKind kind, const text::Views& views) {
  const text::View& view = views[kind];
  const std::size_t limit = tables_->budget.base + tables_->budget.per_byte * view.bytes.size();
  hits_.ensure(hit_count_ + limit, hit_count_);
  const std::size_t found = tables_->scanners[static_cast<std::size_t>(kind)].scan(
      view, {hits_.data() + hit_count_, limit});
  hit_count_ += std::min(found, limit);
  scanned_.push_back({kind, hit_count_});
  return found <= limit;
}

void HitTable::sort(const text::Views& views) {
  sift(views);
  place_hits();
}

// Drops hits inside words, counts those of each literal, and makes its sets live.
void HitTable::sift(const text::Views& views) {
  LiteralHit* const hits = hits_.data();
  std::size_t kept = 0, hit = 0;
  for (const auto [kind, end] : scanned_) {
    const text::View& view = views[kind];
    for (; hit < end; ++hit) {
      const LiteralId id = hits[hit].literal;
      const Literal& literal = tables_->literals[id];
      const std::uint32_t last = view.character_at(hits[hit].end);
      if (literal.check_boundary &&
          !views.on_word_boundary(kind, last - literal.characters, last)) {
        continue;
      }
      if (live_index_[id] == 0) make_live(id);
      const std::uint32_t index = live_index_[id] - 1;
      ++live_literals_[index].places.end;
      hits[kept++] = {index, last};
    }
  }
  hit_count_ = kept;
}

void HitTable::make_live(LiteralId literal) {
  live_literals_.push_back({literal, {}});
  live_index_[literal] = static_cast<std::uint32_t>(live_literals_.size());
  for (const SetId set : tables_->sets_of(literal)) {
    if (is_live(set)) continue;
    live_[set] = 1;
    live_sets_.push_back(set);
    set_places_[set] = kNotGathered;
  }
}

// Each literal's hits together, in their order: that of a literal's ends is that of its starts.
void HitTable::place_hits() {
  std::uint32_t begin = 0;
  for (LiveLiteral& live : live_literals_) {
    const std::uint32_t count = live.places.end;
    live.places = {begin, begin};
    begin += count;
  }
  places_.resize(hit_count_);
  for (std::size_t i = 0; i < hit_count_; ++i) {
    const auto [index, last] = hits_.data()[i];
    LiveLiteral& live = live_literals_[index];
    assert(live.places.begin == live.places.end || places_[live.places.end - 1].last < last);
    places_[live.places.end++] = {last - tables_->literals[live.literal].characters, last};
  }
}

void HitTable::gather_now(SetId set, Work& work) {
  assert(is_live(set));
  const auto literals = tables_->literals_of(set);
  const LiveLiteral* only = nullptr;
  std::size_t live = 0;
  for (const LiteralId literal : literals) {
    if (live_index_[literal] == 0) continue;
    only = &live_literals_[live_index_[literal] - 1];
    ++live;
  }
  work.spend(literals.size());
  set_places_[set] = live == 1 ? only->places : merge(literals, work);
}

HitTable::Range HitTable::merge(std::span<const LiteralId> literals, Work& work) {
  const std::size_t begin = places_.size();
  for (const LiteralId literal : literals) {
    if (live_index_[literal] == 0) continue;
    const Range places = live_literals_[live_index_[literal] - 1].places;
    if (!work.spend(kMergedPlace * (places.end - places.begin))) break;
    for (std::uint32_t i = places.begin; i < places.end; ++i) {
      places_.push_back(Place(places_[i]));
    }
  }
  std::sort(places_.begin() + static_cast<std::ptrdiff_t>(begin), places_.end());
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(places_.size())};
}

std::span<const Place> HitTable::places_of(LiteralId literal) const noexcept {
  const std::uint32_t index = live_index_[literal];
  if (index == 0) return {};
  const auto [begin, end] = live_literals_[index - 1].places;
  return std::span(places_).subspan(begin, end - begin);
}

std::size_t HitTable::memory() const noexcept {
  return hits_.bytes() + places_.capacity() * sizeof(Place);
}

void HitTable::release() noexcept {
  hits_.release();
  places_ = {};
}

}  // namespace picket::match
