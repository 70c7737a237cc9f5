// SPDX-License-Identifier: Apache-2.0
// Answers in the order of their requests, for clients that cannot match them by sequence_number
// (SMPP 3.4 §2.7 lets them come in any). An answer waits here until those before it have gone; one
// that does not come in time is not waited for any longer. Lives on one worker.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "adapters/smpp/pdu.h"
#include "adapters/smpp/pdu_writer.h"
#include "filter/core/striped_map.h"

namespace picket::smpp {

class OrderedAnswers {
 public:
  // A request whose answer is to come; its ticket, never 0.
  std::uint32_t open(core::Ticks now);

  // The answer to `ticket`: appended to `out` with all that waited for it, or kept. One that comes
  // after it was given up is appended at once.
  void answer(std::uint32_t ticket, Octets bytes, Bytes& out);

  // Gives up the answers to requests older than `before`, as far as others wait for them.
  void expire(core::Ticks before, Bytes& out);

  // Everything that is there, whatever is missing: nothing more will come.
  void flush(Bytes& out);

  std::size_t held_octets() const noexcept { return held_octets_; }

 private:
  struct Slot {
    core::Ticks since = 0;
    bool answered = false;
    Bytes bytes;  // its memory stays for the slot's next use
  };

  Slot& slot(std::uint32_t ticket) noexcept { return ring_[ticket & (ring_.size() - 1)]; }
  void send_front(Bytes& out);
  void send_answered(Bytes& out);
  void grow();

  std::vector<Slot> ring_;   // a power of two; empty until the first request
  std::uint32_t first_ = 1;  // ticket of the oldest request without an answer sent
  std::uint32_t next_ = 1;
  std::size_t held_octets_ = 0;
};

}  // namespace picket::smpp
