// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/pending.h"

#include <algorithm>

namespace picket::smpp {

std::size_t PendingTable::find(std::uint32_t sent) const noexcept {
  if (size_ == 0) return kNone;
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = home(sent); slots_[at].used; at = (at + 1) & mask) {
    if (slots_[at].request.sent == sent) return at;
  }
  return kNone;
}

void PendingTable::insert(const PendingRequest& request) {
  if ((size_ + 1) * 2 > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = home(request.sent);
  while (slots_[at].used) at = (at + 1) & mask;
  slots_[at] = {request, true};
  ++size_;
}

std::optional<PendingRequest> PendingTable::take(std::uint32_t sent) noexcept {
  const std::size_t at = find(sent);
  if (at == kNone) return std::nullopt;
  const PendingRequest request = slots_[at].request;
  remove(at);
  return request;
}

// Closes the gap by moving later entries of the same run back, so that no tombstones pile up
// (Knuth, TAOCP 3, 6.4, algorithm R).
void PendingTable::remove(std::size_t at) noexcept {
  const std::size_t mask = slots_.size() - 1;
  std::size_t gap = at;
  for (std::size_t next = (gap + 1) & mask; slots_[next].used; next = (next + 1) & mask) {
    const std::size_t distance_home = (next - home(slots_[next].request.sent)) & mask;
    const std::size_t distance_gap = (next - gap) & mask;
    if (distance_home >= distance_gap) {
      slots_[gap] = slots_[next];
      gap = next;
    }
  }
  slots_[gap].used = false;
  --size_;
}

std::size_t PendingTable::expire(core::Ticks before) noexcept {
  std::size_t expired = 0;
  for (std::size_t at = 0; at < slots_.size();) {
    if (slots_[at].used && slots_[at].request.since < before) {
      remove(at);  // may move another entry here: look again
      ++expired;
    } else {
      ++at;
    }
  }
  return expired;
}

std::uint32_t PendingTable::free_number() noexcept {
  std::uint32_t number = 0;
  do {
    number = next_number_;
    next_number_ = next_number_ == kMaxNumber ? 1 : next_number_ + 1;
  } while (contains(number));
  return number;
}

void PendingTable::shrink() noexcept {
  if (size_ == 0) slots_ = {};
}

void PendingTable::grow() {
  std::vector<Slot> old = std::move(slots_);
  slots_ = std::vector<Slot>(std::max(kFirstCapacity, old.size() * 2));
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (!slot.used) continue;
    std::size_t at = home(slot.request.sent);
    while (slots_[at].used) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace picket::smpp
