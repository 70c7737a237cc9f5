// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/pending.h"

#include <algorithm>
#include <utility>

namespace picket::smpp {

std::size_t PendingTable::find(std::uint32_t sent) const noexcept {
  if (size_ == 0) return kNone;
  std::size_t at = sent & mask();
  for (std::size_t walked = 0; slots_[at].used && distance(at) >= walked; ++walked) {
    if (slots_[at].request.sent == sent) return at;
    at = (at + 1) & mask();
  }
  return kNone;
}

void PendingTable::insert(const PendingRequest& request) {
  if ((size_ + 1) * 2 > slots_.size()) grow();
  place({request, true});
  ++size_;
}

// Whoever is nearer to its home makes room for who is farther.
void PendingTable::place(Slot slot) noexcept {
  std::size_t at = slot.request.sent & mask();
  for (std::size_t walked = 0; slots_[at].used; ++walked) {
    if (distance(at) < walked) {
      walked = distance(at);
      std::swap(slots_[at], slot);
    }
    at = (at + 1) & mask();
  }
  slots_[at] = slot;
}

std::optional<PendingRequest> PendingTable::take(std::uint32_t sent) noexcept {
  const std::size_t at = find(sent);
  if (at == kNone) return std::nullopt;
  const PendingRequest request = slots_[at].request;
  remove(at);
  return request;
}

// Those behind that are not at home move one nearer to it, so that no tombstones pile up.
void PendingTable::remove(std::size_t at) noexcept {
  for (std::size_t next = (at + 1) & mask(); slots_[next].used && distance(next) > 0;
       next = (next + 1) & mask()) {
    slots_[at] = slots_[next];
    at = next;
  }
  slots_[at].used = false;
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
  for (const Slot& slot : old) {
    if (slot.used) place(slot);
  }
}

}  // namespace picket::smpp
