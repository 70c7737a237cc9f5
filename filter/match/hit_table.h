// SPDX-License-Identifier: Apache-2.0
// The literal hits of one text: gathered from the scanner, sifted by the word boundary, and sorted
// so that it is one bit to ask whether a phrase set was hit and one look-up to have its places.
// Lives on one worker; keeps its memory from text to text.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "filter/match/placement.h"
#include "filter/match/tables.h"
#include "filter/text/buffer.h"
#include "filter/text/view.h"

namespace picket::match {

class HitTable {
 public:
  explicit HitTable(const Tables& tables);

  // Empty again, for the next text.
  void clear() noexcept;

  // Scans one view with its database of literals. False if it had more hits than the budget allows:
  // those from the beginning of the view are kept. At most once for a view.
  bool scan(text::ViewKind kind, const text::Views& views);

  // After all scans: sorts the hits. Nothing below may be asked before.
  void sort(const text::Views& views);

  std::span<const SetId> live_sets() const noexcept { return live_sets_; }
  bool is_live(SetId set) const noexcept { return live_[set] != 0; }

  // The places of a live set all of whose literals are of one view, sorted. A view into memory that
  // moves: gather() all sets of a condition first, then ask for their places.
  void gather(SetId set, Work& work) {
    if (set_places_[set].begin > set_places_[set].end) gather_now(set, work);
  }
  std::span<const Place> places(SetId set) const noexcept {
    const auto [begin, end] = set_places_[set];
    return {places_.data() + begin, end - begin};
  }

  // The places of one literal, sorted.
  std::span<const Place> places_of(LiteralId literal) const noexcept;

  std::size_t memory() const noexcept;
  void release() noexcept;

 private:
  struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  struct LiveLiteral {
    LiteralId literal;
    Range places;
  };
  struct ViewHits {
    text::ViewKind view;
    std::size_t end;  // in hits_
  };
  static constexpr Range kNotGathered{1, 0};

  void sift(const text::Views& views);
  void make_live(LiteralId literal);
  void place_hits();
  void gather_now(SetId set, Work& work);
  Range merge(std::span<const LiteralId> literals, Work& work);

  const Tables* tables_;
  // From sift() on a hit has the index of its literal in live_literals_, and its end in characters.
  text::Buffer<LiteralHit> hits_;
  std::size_t hit_count_ = 0;
  std::vector<ViewHits> scanned_;

  std::vector<std::uint32_t> live_index_;  // by literal: index in live_literals_ + 1, 0 if not live
  std::vector<LiveLiteral> live_literals_;
  std::vector<std::uint8_t> live_;  // by set
  std::vector<SetId> live_sets_;
  std::vector<Range> set_places_;  // by set, where live
  std::vector<Place> places_;
};

}  // namespace picket::match
