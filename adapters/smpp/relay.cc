// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/relay.h"

#include <algorithm>

namespace picket::smpp {
namespace {

Count count_of(End end) noexcept {
  constexpr auto kFirst = static_cast<std::uint8_t>(Count::ended_esme_closed);
  return static_cast<Count>(kFirst + static_cast<std::uint8_t>(end) -
                            static_cast<std::uint8_t>(End::esme_closed));
}
static_assert(static_cast<int>(Count::ended_inactive) -
                  static_cast<int>(Count::ended_esme_closed) ==
              static_cast<int>(End::inactive) - static_cast<int>(End::esme_closed));

// Asks for the beginning of the next PDU while this one is handled: of a long read little is in the
// processor's caches, and each line would be waited for.
void fetch_ahead(Octets rest) noexcept {
  constexpr std::size_t kLine = 64, kMost = 4 * kLine;
  for (std::size_t at = 0; at < std::min(rest.size(), kMost); at += kLine)
    __builtin_prefetch(rest.data() + at);
}

}  // namespace

Relay::Relay(const RelayOptions& options, daemon::Gate& gate, Shared& shared, Counting counting,
             RelayOwner& owner)
    : options_(options),
      owner_(owner),
      gate_(gate),
      shared_(shared),
      counting_(counting),
      lanes_{Lane(options.lanes.esme), Lane(options.lanes.smsc)},
      directions_{Direction(options_, route_, owner, Side::esme),
                  Direction(options_, route_, owner, Side::smsc)} {}

Progress Relay::receive(Side from, Octets buffered, Workspace& workspace, core::Ticks now) {
  Direction& direction = directions_[from];
  direction.buffered = buffered;
  direction.consumed = 0;
  direction.workspace = &workspace;
  return run(from, now);
}

Progress Relay::resume(Side from, core::Ticks now) {
  directions_[from].judgement.waiting = false;
  if (end_ != End::none) return Progress::closed;
  if (!go_on_judging(from, now)) return Progress::waiting;
  return run(from, now);
}

Progress Relay::run(Side from, core::Ticks now) {
  Direction& direction = directions_[from];
  while (end_ == End::none) {
    const Octets rest = direction.buffered.subspan(direction.consumed);
    const auto next = next_pdu(rest, options_.max_pdu_size);
    if (!next) {
      // A nack carries the PDU's number, wherever the stream was cut.
      const bool number_to_come =
          next.error() == PduError::length_too_large && rest.size() < kHeaderSize;
      if (number_to_come) return Progress::more;
      reject_frame(from, rest, next.error());
      break;
    }
    if (!*next) {
      send_receipts(direction.workspace->out, now);
      return Progress::more;
    }
    direction.consumed += (*next)->bytes.size();
    fetch_ahead(rest.subspan((*next)->bytes.size()));
    if (!handle(from, **next, now)) return Progress::waiting;
  }
  return Progress::closed;
}

// After a bad length the next PDU's beginning cannot be found: say so and close. The number is that
// of the PDU where the header is sound, else 0 (§4.3.1).
void Relay::reject_frame(Side from, Octets rest, PduError error) {
  counting_.add(error);
  const bool has_number = error == PduError::length_too_large;
  append_header_only(output(from, from), Command::generic_nack, Status::invalid_command_length,
                     has_number ? read_header(rest.data()).sequence : 0);
  finish(End::bad_frame);
}

bool Relay::handle(Side from, const Pdu& pdu, core::Ticks now) {
  const Command command = pdu.header.command;
  counting_.received(role_of(from), command);
  if (command != Command::enquire_link && command != Command::enquire_link_resp)
    last_transaction_ = now;
  if (is_response(command)) {
    handle_answer(from, pdu, now);
    return true;
  }
  directions_[from].ticket = is_ordered(from, command) ? answers_[from].open(now) : 0;
  if (command == Command::enquire_link) {
    answer(from, pdu, Status::ok);
  } else if (const Status fault = check_state(from, command); fault != Status::ok) {
    refuse_state(from, pdu, fault);
  } else if (state_ == State::open) {
    handle_unbound(pdu, now);
  } else if (draining_ != Draining::no && command != Command::unbind && wants_answer(command)) {
    counting_.add(Count::turned_away_draining);
    answer(from, pdu, trouble_status(role_of(from)));
  } else if (carries_message(command)) {
    return handle_message(from, pdu, now);
  } else {
    handle_request(from, pdu, now);
  }
  return true;
}

// Only ESMEs are so weak as to need it; what is about the session itself is answered at once.
bool Relay::is_ordered(Side from, Command command) const noexcept {
  return options_.in_order && role_of(from) == Side::esme && state_ == State::bound &&
         command != Command::enquire_link && command != Command::unbind && wants_answer(command);
}

void Relay::handle_request(Side from, const Pdu& pdu, core::Ticks now) {
  if (pdu.header.command == Command::unbind && draining_ == Draining::unbinding) {
    answer(from, pdu, Status::ok);
    return;
  }
  // After an outbind, or once the SMSC has refused another.
  if (is_bind(pdu.header.command) && !start_bind(from, pdu)) return;
  if (answer_about_dropped(from, pdu)) return;
  forward(from, pdu.bytes, now);
}

void Relay::forward(Side from, Octets pdu, core::Ticks now, Note note) {
  const Side to = other(from);
  if (note.ticket == 0) note.ticket = directions_[from].ticket;
  switch (lanes_[to].forward(pdu, output(from, to), now, note)) {
    case Lane::Sent::unchanged:
      break;
    case Lane::Sent::renumbered:
      counting_.add(Count::renumbered);
      break;
    case Lane::Sent::held:
      counting_.add(Count::requests_held);
      break;
  }
}

void Relay::release(Side to, Bytes& out, core::Ticks now) {
  if (lanes_[to].held() == 0) return;
  const Lane::Released released = lanes_[to].release(out, now);
  counting_.add(Count::renumbered, static_cast<std::int64_t>(released.renumbered));
  counting_.add(Count::requests_forgotten, static_cast<std::int64_t>(released.forgotten));
}

void Relay::upstream_unreachable(Bytes& to_esme) {
  if (reversed_) {  // nobody has asked to bind yet
    finish(End::unreachable);
    return;
  }
  append_header_only(to_esme, response_to(bind_command_), Status::system_error, bind_sequence_);
  finish(End::unreachable);
}

void Relay::enquire(Side to, Bytes& out, core::Ticks now) {
  lanes_[to].send_own(Command::enquire_link, out, now);
}

void Relay::adopt(const RelayOptions& options) {
  const bool in_order = options_.in_order;
  options_ = options;
  options_.in_order = in_order;  // answers may be waiting for others
  for (const Side side : {Side::esme, Side::smsc}) lanes_[side].adopt(options.lanes[side]);
}

void Relay::tick(PerSide<Bytes>& out, core::Ticks now) {
  if (end_ != End::none) return;
  for (const Side side : {Side::esme, Side::smsc}) {
    release(side, out[side], now);
    answers_[side].expire(now - options_.lanes[other(side)].response_timeout, out[side]);
  }
  send_receipts(out, now);
  if (draining_ != Draining::no) go_on_draining(out, now);
}

void Relay::shrink() noexcept {
  lanes_.esme.shrink();
  lanes_.smsc.shrink();
}

void Relay::drain(PerSide<Bytes>& out, core::Ticks now, End why) {
  if (draining_ != Draining::no || end_ != End::none) return;
  drained_ = why;
  draining_ = Draining::answers_due;
  go_on_draining(out, now);
}

void Relay::go_on_draining(PerSide<Bytes>& out, core::Ticks now) {
  if (state_ == State::open) finish(drained_);
  const bool judging = directions_.esme.judgement.waiting || directions_.smsc.judgement.waiting;
  if (end_ != End::none || judging || !lanes_.esme.idle() || !lanes_.smsc.idle()) return;
  if (draining_ == Draining::unbinding) {
    finish(drained_);
    return;
  }
  draining_ = Draining::unbinding;
  for (const Side side : {Side::esme, Side::smsc}) {
    lanes_[side].send_own(Command::unbind, out[side], now);
  }
}

void Relay::finish(End end) noexcept {
  if (end_ != End::none || end == End::none) return;
  end_ = end;
  counting_.add(count_of(end));
}

}  // namespace picket::smpp
