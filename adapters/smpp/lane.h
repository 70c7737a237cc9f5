// SPDX-License-Identifier: Apache-2.0
// Requests on their way to one side of a session: numbers, window, order. What is answered is found
// again here. Lives on one worker.
//
// A request keeps its sender's sequence_number unless one that is outstanding has it, then it gets
// a free one. At most `window` requests are outstanding; more are held, in order, until answers
// come.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "adapters/smpp/pdu.h"
#include "adapters/smpp/pdu_writer.h"
#include "adapters/smpp/pending.h"

namespace picket::smpp {

// Whether a request has an answer at all: alert_notification (§4.12) and outbind (§2.2.1) have not.
constexpr bool wants_answer(Command command) noexcept {
  return command != Command::alert_notification && command != Command::outbind;
}

struct LaneOptions {
  std::size_t window = 1000;             // requests without an answer
  std::size_t held_octets = 256 * 1024;  // full() above this
  // Requests older than this may be forgotten, when the window is full: their answers, should they
  // come, are dropped. Without pressure a late answer still finds its requester.
  core::Ticks response_timeout = core::Ticks{60} * 1'000'000'000;
};

class Lane {
 public:
  explicit Lane(const LaneOptions& options) noexcept : options_(options) {}

  enum class Sent : std::uint8_t { unchanged, renumbered, held };
  struct Released {
    std::size_t renumbered = 0;
    std::size_t forgotten = 0;  // old requests, to make room
  };

  // Appends the request to `out`, or holds it. An unbind goes behind what is held, whatever the
  // window says.
  Sent forward(Octets request, Bytes& out, core::Ticks now, const Note& note = {});

  // A request of ours without a body, at once.
  void send_own(Command command, Bytes& out, core::Ticks now);
  // One with a body, whole but for its number.
  void send_own(Octets request, Bytes& out, core::Ticks now);

  // The request that this answer belongs to; frees its place in the window.
  std::optional<PendingRequest> answered(std::uint32_t sequence) noexcept {
    return pending_.take(sequence);
  }

  // Sends what is held as far as the window allows. Call after answered(), and now and then.
  Released release(Bytes& out, core::Ticks now);

  bool full() const noexcept { return held_.size() - held_from_ > options_.held_octets; }
  std::size_t held() const noexcept { return held_count_; }
  std::size_t outstanding() const noexcept { return pending_.size(); }
  bool has_room() const noexcept { return held_count_ == 0 && pending_.size() < options_.window; }
  bool idle() const noexcept { return held_count_ == 0 && pending_.size() == 0; }
  void shrink() noexcept;
  // Holds for what comes from now on; more than the new window may be outstanding meanwhile.
  void adopt(const LaneOptions& options) noexcept { options_ = options; }

 private:
  Sent send(Octets request, Bytes& out, core::Ticks now, const Note& note);
  bool may_send(Command command) const noexcept {
    return command == Command::unbind || pending_.size() < options_.window;
  }

  LaneOptions options_;
  PendingTable pending_;
  Bytes held_;  // each a Note, then a whole PDU; from held_from_ on
  std::size_t held_from_ = 0;
  std::size_t held_count_ = 0;
  core::Ticks expire_again_ = 0;
};

}  // namespace picket::smpp
