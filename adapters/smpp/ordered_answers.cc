// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/ordered_answers.h"

#include <utility>

namespace picket::smpp {

std::uint32_t OrderedAnswers::open(core::Ticks now) {
  if (next_ - first_ == ring_.size()) grow();
  Slot& fresh = slot(next_);
  fresh.since = now;
  fresh.answered = false;
  fresh.bytes.clear();
  // A session would have to last 2^32 requests to come round to 0, which means no ticket.
  return next_++;
}

void OrderedAnswers::answer(std::uint32_t ticket, Octets bytes, Bytes& out) {
  if (ticket - first_ >= next_ - first_) {
    out.insert(out.end(), bytes.begin(), bytes.end());
    return;
  }
  Slot& filled = slot(ticket);
  filled.bytes.assign(bytes.begin(), bytes.end());
  filled.answered = true;
  held_octets_ += bytes.size();
  send_answered(out);
}

void OrderedAnswers::expire(core::Ticks before, Bytes& out) {
  while (held_octets_ > 0 && slot(first_).since < before) send_front(out);
  send_answered(out);
}

void OrderedAnswers::flush(Bytes& out) {
  while (first_ != next_) send_front(out);
}

void OrderedAnswers::send_front(Bytes& out) {
  Slot& front = slot(first_++);
  out.insert(out.end(), front.bytes.begin(), front.bytes.end());
  held_octets_ -= front.bytes.size();
  front.bytes.clear();
}

void OrderedAnswers::send_answered(Bytes& out) {
  while (first_ != next_ && slot(first_).answered) send_front(out);
}

void OrderedAnswers::grow() {
  constexpr std::size_t kFirstCapacity = 16;
  std::vector<Slot> old(ring_.empty() ? kFirstCapacity : ring_.size() * 2);
  std::swap(old, ring_);
  for (std::uint32_t ticket = first_; ticket != next_; ++ticket) {
    slot(ticket) = std::move(old[ticket & (old.size() - 1)]);
  }
}

}  // namespace picket::smpp
