// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/relay.h"

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

}  // namespace

Relay::Relay(const RelayOptions& options, daemon::Gate& gate, gsm::PartStore& parts,
             Counting counting, RelayOwner& owner)
    : options_(options),
      gate_(gate),
      parts_(parts),
      counting_(counting),
      lanes_{Lane(options.lanes.esme), Lane(options.lanes.smsc)} {
  for (const Side side : {Side::esme, Side::smsc}) {
    directions_[side].judgement.owner = &owner;
    directions_[side].judgement.from = side;
  }
}

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
    if (!*next) return Progress::more;
    direction.consumed += (*next)->bytes.size();
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
  counting_.received(from, command);
  if (command != Command::enquire_link && command != Command::enquire_link_resp)
    last_transaction_ = now;
  if (is_response(command)) {
    handle_answer(from, pdu, now);
  } else if (command == Command::enquire_link) {
    answer(from, pdu, Status::ok);
  } else if (state_ == State::open) {
    handle_unbound(pdu, now);
  } else if (draining_ != Draining::no && command != Command::unbind) {
    counting_.add(Count::turned_away_draining);
    answer(from, pdu, trouble_status(from));
  } else if (carries_message(command)) {
    return handle_message(from, pdu, now);
  } else {
    handle_request(from, pdu, now);
  }
  return true;
}

// Before a bind there is no SMSC to ask: the state table of §2.3 is ours to keep.
void Relay::handle_unbound(const Pdu& pdu, core::Ticks now) {
  switch (pdu.header.command) {
    case Command::bind_receiver:
    case Command::bind_transmitter:
    case Command::bind_transceiver:
      if (const auto bind = parse_bind(pdu)) {
        start_bind(*bind, pdu);
        forward(Side::esme, pdu, now);
      } else {
        counting_.add(bind.error());
        answer(Side::esme, pdu, malformed_status(bind.error()));
        finish(End::no_bind);
      }
      break;
    case Command::unbind:
      answer(Side::esme, pdu, Status::ok);
      finish(End::unbound);
      break;
    case Command::outbind:  // an SMSC that takes us for an ESME (§2.2.1): not what we listen for
      finish(End::outbind);
      break;
    default:
      counting_.add(Count::wrong_state);
      answer(Side::esme, pdu, Status::invalid_bind_status);
      break;
  }
}

void Relay::start_bind(const BindView& bind, const Pdu& pdu) {
  state_ = State::binding;
  route_ = route_of(bind.system_id);
  bind_sequence_ = pdu.header.sequence;
  bind_command_ = pdu.header.command;
}

void Relay::handle_request(Side from, const Pdu& pdu, core::Ticks now) {
  if (pdu.header.command == Command::unbind && draining_ == Draining::unbinding) {
    answer(from, pdu, Status::ok);
    return;
  }
  if (from == Side::esme && is_bind(pdu.header.command) && state_ == State::binding) {
    // A second try on the same connection, perhaps as another system_id.
    if (const auto bind = parse_bind(pdu)) start_bind(*bind, pdu);
  }
  forward(from, pdu, now);
}

void Relay::handle_answer(Side from, const Pdu& pdu, core::Ticks now) {
  const auto request = lanes_[from].answered(pdu.header.sequence);
  if (!request) {
    // A nack may be for something its sender could not read, number included; anything else that
    // nobody asked for would be an answer too many.
    if (pdu.header.command == Command::generic_nack && state_ != State::open) {
      append(output(from, other(from)), pdu.bytes);
    } else {
      counting_.add(Count::answers_unmatched);
    }
    return;
  }
  if (!request->ours) {
    Bytes& out = output(from, other(from));
    append(out, pdu.bytes);
    if (request->received != request->sent) {
      write_u32(out.data() + out.size() - pdu.bytes.size() + kSequenceOffset, request->received);
    }
    if (is_bind(request->command) && pdu.header.command == response_to(request->command) &&
        pdu.header.status == Status::ok && state_ != State::bound) {
      state_ = State::bound;
      counting_.add(Count::sessions_bound);
    }
    if (request->command == Command::unbind) finish(End::unbound);
  }
  release(from, output(from, from), now);
  if (draining_ != Draining::no) go_on_draining(directions_[from].workspace->out, now);
}

void Relay::answer(Side from, const Pdu& pdu, Status status) {
  append_header_only(output(from, from), response_to(pdu.header.command), status,
                     pdu.header.sequence);
}

void Relay::forward(Side from, const Pdu& pdu, core::Ticks now) {
  const Side to = other(from);
  switch (lanes_[to].forward(pdu.bytes, output(from, to), now)) {
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
  append_header_only(to_esme, response_to(bind_command_), Status::system_error, bind_sequence_);
  finish(End::unreachable);
}

void Relay::enquire(Side to, Bytes& out, core::Ticks now) {
  lanes_[to].send_own(Command::enquire_link, out, now);
}

void Relay::adopt(const RelayOptions& options) {
  options_ = options;
  for (const Side side : {Side::esme, Side::smsc}) lanes_[side].adopt(options.lanes[side]);
}

void Relay::tick(PerSide<Bytes>& out, core::Ticks now) {
  if (end_ != End::none) return;
  for (const Side side : {Side::esme, Side::smsc}) release(side, out[side], now);
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
