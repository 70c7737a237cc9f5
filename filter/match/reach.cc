// SPDX-License-Identifier: Apache-2.0
#include "filter/match/reach.h"

#include <algorithm>
#include <bit>

#include "filter/text/utf8.h"

namespace picket::match {
namespace {

// Where character `character` of the view begins; there is one.
std::uint32_t byte_of(const text::View& view, std::uint32_t character) noexcept {
  const auto after = std::ranges::upper_bound(view.rank, character);
  const auto word = static_cast<std::uint32_t>(after - view.rank.begin()) - 1;
  std::uint64_t starts = view.starts[word];
  for (std::uint32_t before = view.rank[word]; before < character; ++before) starts &= starts - 1;
  return word * 64 + static_cast<std::uint32_t>(std::countr_zero(starts));
}

}  // namespace

std::uint32_t Reach::end_from(std::uint32_t from, Work& work) noexcept {
  if (begin_ <= from && from <= end_) return end_;
  const bool is_before = from < begin_ && begin_ <= end_;
  const std::uint32_t limit = is_before ? begin_ : view_->characters();
  const std::uint32_t end = first_outside(from, limit, work);
  if (work.exceeded()) return from;
  if (!is_before || end < begin_) end_ = end;
  begin_ = from;
  return end_;
}

std::uint32_t Reach::first_outside(std::uint32_t from, std::uint32_t limit,
                                   Work& work) const noexcept {
  if (from >= limit) return limit;
  for (std::uint32_t byte = byte_of(*view_, from); from < limit && work.spend(1); ++from) {
    if (!inside_->contains(text::utf8_point(view_->bytes.data() + byte))) break;
    byte += text::utf8_length(view_->bytes[byte]);
  }
  return from;
}

}  // namespace picket::match
