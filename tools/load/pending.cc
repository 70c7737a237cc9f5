// SPDX-License-Identifier: Apache-2.0
#include "tools/load/pending.h"

#include <bit>
#include <utility>

namespace picket::load {

// Four windows: answers may come in any order, and the slot after the newest must be free.
Pending::Pending(std::uint32_t window)
    : ring_(std::bit_ceil(std::size_t{window} * 4)), window_(window) {}

bool Pending::may_add() const noexcept {
  return unanswered_ < window_ && !ring_[added_ & (ring_.size() - 1)].waits;
}

std::uint64_t Pending::add(Clock::time_point since) noexcept {
  slot_of(added_) = {.since = since, .ordinal = added_, .waits = true};
  ++unanswered_;
  return added_++;
}

Answer Pending::take(std::uint64_t ordinal, Clock::time_point& since) noexcept {
  if (ordinal >= added_) return Answer::unknown;
  Slot& slot = slot_of(ordinal);
  if (!slot.waits || slot.ordinal != ordinal) return Answer::duplicate;
  slot.waits = false;
  since = slot.since;
  --unanswered_;
  return Answer::expected;
}

std::uint32_t Pending::forget_all() noexcept {
  for (Slot& slot : ring_) slot.waits = false;
  return std::exchange(unanswered_, 0);
}

Clock::time_point Pending::oldest() noexcept {
  while (!slot_of(oldest_).waits || slot_of(oldest_).ordinal != oldest_) ++oldest_;
  return slot_of(oldest_).since;
}

}  // namespace picket::load
