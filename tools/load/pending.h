// SPDX-License-Identifier: Apache-2.0
// The submits of one session that wait for their answer, and the proof that each is answered
// exactly once. A ring by ordinal (the how-manieth submit, from 0): looking one up costs an array
// access. Lives on its session's thread.
#pragma once

#include <cstdint>
#include <vector>

#include "tools/load/latency.h"

namespace picket::load {

enum class Answer : std::uint8_t {
  expected,   // the first answer to a submit that waited
  duplicate,  // to one that was answered before
  unknown,    // to one that was never sent
};

class Pending {
 public:
  // `window`: most submits unanswered at a time.
  explicit Pending(std::uint32_t window);

  // False while the window is full, or (a peer that answers far out of order) while the ring is.
  bool may_add() const noexcept;
  // The next ordinal; `since` is when it should have been sent, for its latency.
  std::uint64_t add(Clock::time_point since) noexcept;
  // `since` is set where the answer was expected.
  Answer take(std::uint64_t ordinal, Clock::time_point& since) noexcept;

  // No answer will come to those that wait: how many these are.
  std::uint32_t forget_all() noexcept;

  std::uint64_t added() const noexcept { return added_; }
  std::uint32_t unanswered() const noexcept { return unanswered_; }
  // When the one that has waited longest was to be sent. Only where something is unanswered.
  Clock::time_point oldest() noexcept;

 private:
  struct Slot {
    Clock::time_point since;
    std::uint64_t ordinal = 0;
    bool waits = false;
  };

  Slot& slot_of(std::uint64_t ordinal) noexcept { return ring_[ordinal & (ring_.size() - 1)]; }

  std::vector<Slot> ring_;
  std::uint64_t added_ = 0;
  std::uint64_t oldest_ = 0;  // no ordinal below it is unanswered
  std::uint32_t unanswered_ = 0;
  std::uint32_t window_;
};

}  // namespace picket::load
