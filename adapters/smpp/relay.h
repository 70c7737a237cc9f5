// SPDX-License-Identifier: Apache-2.0
// One session between an ESME and the SMSC behind Picket, without its sockets: bytes in from either
// side, bytes out to both. Frames PDUs, has messages judged, translates sequence numbers, keeps the
// windows. What goes through is byte-identical, except a sequence_number that had to change; what
// is refused gets exactly one answer and goes no further; only where the configuration asks for it
// is a message changed, or taken and dropped. Lives on one worker; session.h puts the sockets
// around it.
//
// The sides are those of the connection: `esme` is who connected to us. Where that is an SMSC that
// says outbind (and may), the session is reversed, and each side plays the other's role.
//
// A verdict may come later than Gate::judge returns. The direction then stops at that PDU, and what
// was given to receive() must stay as it is until resume() has been called.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "adapters/smpp/counting.h"
#include "adapters/smpp/direction.h"
#include "adapters/smpp/lane.h"
#include "adapters/smpp/multi.h"
#include "adapters/smpp/ordered_answers.h"
#include "adapters/smpp/pdu.h"
#include "adapters/smpp/pdu_writer.h"
#include "adapters/smpp/relay_options.h"
#include "adapters/smpp/shared.h"
#include "adapters/smpp/side.h"
#include "filter/daemon/gate.h"

namespace picket::smpp {

enum class Progress : std::uint8_t {
  more,     // all whole PDUs are done
  waiting,  // for a verdict: RelayOwner::decided() will say when
  closed,   // this session is over: write what came out, then close both legs
};

enum class End : std::uint8_t {
  none,
  esme_closed,
  smsc_closed,
  unbound,
  bad_frame,
  no_bind,
  unreachable,
  silent,
  outbind,
  drained,
  inactive,
};

class Relay {
 public:
  // Everything outlives the relay.
  Relay(const RelayOptions& options, daemon::Gate& gate, Shared& shared, Counting counting,
        RelayOwner& owner);
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  // Takes what has been read from a side, as far as PDUs are whole; consumed() says how far. Bytes
  // not consumed are to be given again, with more behind them.
  Progress receive(Side from, Octets buffered, Workspace& workspace, core::Ticks now);
  // Goes on after decided(), with the workspace that receive() had.
  Progress resume(Side from, core::Ticks now);
  std::size_t consumed(Side from) const noexcept { return directions_[from].consumed; }

  // The ESME has asked to bind: connect to the SMSC. What is meant for it is already in the output.
  bool wants_upstream() const noexcept { return state_ != State::open; }
  bool bound() const noexcept { return state_ == State::bound; }
  // No SMSC could be reached: answers the bind with ESME_RSYSERR, which clients take as temporary.
  void upstream_unreachable(Bytes& to_esme);

  // Whether reading from a side should go on: not while too many of its requests are held.
  bool may_read(Side from) const noexcept {
    return !lanes_[other(from)].full() &&
           answers_[from].held_octets() <= options_.lanes[other(from)].held_octets;
  }

  // An enquire_link of ours to a side.
  void enquire(Side to, Bytes& out, core::Ticks now);

  // Other limits and treatments, from now on; the order of answers stays as it was.
  void adopt(const RelayOptions& options);

  // Timer, now and then: forgets requests gone stale where they hold others up.
  void tick(PerSide<Bytes>& out, core::Ticks now);
  void shrink() noexcept;

  // Whether receipts of messages that were dropped in silence may wait that this session could
  // take; and giving it those. It looks by itself whenever it has had something to do.
  bool may_take_receipts() const noexcept;
  void send_receipts(PerSide<Bytes>& out, core::Ticks now);

  // Takes no new requests (they are turned away with temporary errors), waits for the answers still
  // due, then unbinds both legs; receive() or tick() returns closed / ended() says so, with `why`,
  // when done.
  void drain(PerSide<Bytes>& out, core::Ticks now, End why = End::drained);

  // Both legs have been asked to unbind, and have not both answered.
  bool unbinding() const noexcept { return draining_ == Draining::unbinding; }
  End drain_reason() const noexcept { return drained_; }

  // A leg was lost, a timer ran out: nothing is taken any more.
  void finish(End end) noexcept;
  End ended() const noexcept { return end_; }

  // When something other than enquire_link was last heard, from either side.
  core::Ticks last_transaction() const noexcept { return last_transaction_; }

  std::string_view route() const noexcept { return route_; }
  std::size_t outstanding(Side to) const noexcept { return lanes_[to].outstanding(); }
  std::size_t held(Side to) const noexcept { return lanes_[to].held(); }

 private:
  // open: nothing yet. connected: there is a leg to the SMSC, but no bind (it refused one, or said
  // outbind). binding: a bind has no answer yet. bound: the SMSC accepted one.
  enum class State : std::uint8_t { open, connected, binding, bound };
  enum class Draining : std::uint8_t { no, answers_due, unbinding };

  Progress run(Side from, core::Ticks now);
  bool handle(Side from, const Pdu& pdu, core::Ticks now);
  bool is_ordered(Side from, Command command) const noexcept;
  Status check_state(Side from, Command command) const noexcept;
  void refuse_state(Side from, const Pdu& pdu, Status status);
  void handle_unbound(const Pdu& pdu, core::Ticks now);
  void handle_request(Side from, const Pdu& pdu, core::Ticks now);
  void handle_answer(Side from, const Pdu& pdu, core::Ticks now);
  bool start_bind(Side from, const Pdu& pdu);
  void reject_frame(Side from, Octets rest, PduError error);

  bool handle_message(Side from, const Pdu& pdu, core::Ticks now);
  std::optional<PduError> fault_of(const MessageView& message, const TlvFacts& tlvs) const noexcept;
  bool is_exempt(Side from, const MessageView& message, const TlvFacts& tlvs) const noexcept;
  void begin_destinations(Direction& direction);
  void ask(Side from, core::Ticks now);
  bool go_on_judging(Side from, core::Ticks now);
  bool is_blocked(Direction& direction, core::Ticks now) noexcept;
  void note_destination(Direction& direction, bool blocked);
  void settle_destinations(Side from, core::Ticks now);
  void pass(Side from, core::Ticks now);
  void refuse_for_trouble(Side from);
  void refuse(Side from, const Blocking& block);
  Status refusal_status(Side from, const Blocking& block) const noexcept;
  void refuse_transaction(Side from);
  void count_message(const MappedMessage& mapped) const noexcept;

  // Messages dropped in silence.
  bool drop(Side from, const Blocking& block, core::Ticks now);
  bool answer_about_dropped(Side from, const Pdu& pdu);

  // Which part a leg plays.
  Side role_of(Side leg) const noexcept { return reversed_ ? other(leg) : leg; }

  // Where PDUs of the turn that `from` has go, towards `to`.
  Bytes& output(Side from, Side to) noexcept { return directions_[from].workspace->out[to]; }
  static void append(Bytes& out, Octets pdu) { out.insert(out.end(), pdu.begin(), pdu.end()); }
  void answer(Side from, const Pdu& pdu, Status status);
  void answer(Side from, Octets bytes);
  void forward(Side from, Octets pdu, core::Ticks now, Note note = {});
  void pass_answer(Side from, const Pdu& pdu, const PendingRequest& request);
  void watch_bind_answer(const Pdu& pdu, const PendingRequest& request);
  void release(Side to, Bytes& out, core::Ticks now);
  void go_on_draining(PerSide<Bytes>& out, core::Ticks now);

  RelayOptions options_;
  RelayOwner& owner_;
  daemon::Gate& gate_;
  Shared& shared_;
  Counting counting_;
  PerSide<Lane> lanes_;  // requests towards that side
  PerSide<Direction> directions_;
  PerSide<OrderedAnswers> answers_;       // to requests from that side
  PerSide<RefusedDestinations> refused_;  // of requests from that side
  bool reversed_ = false;
  std::string route_;
  std::uint64_t route_key_ = 0;
  // interface_version of the bind, or what the SMSC says of itself in its answer if that is less.
  std::uint8_t version_ = kVersion34;
  bool receipts_by_text_ = false;
  State state_ = State::open;
  Draining draining_ = Draining::no;
  End drained_ = End::drained;  // what ended() will say when drained
  core::Ticks last_transaction_ = 0;
  End end_ = End::none;
  std::uint32_t bind_sequence_ = 0;
  Command bind_command_{};
};

}  // namespace picket::smpp
