// SPDX-License-Identifier: Apache-2.0
// The part of the relay that deals with answers: those of the peers, and its own.
#include <array>

#include "adapters/smpp/relay.h"

namespace picket::smpp {

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
  if (!request->ours) pass_answer(from, pdu, *request);
  release(from, output(from, from), now);
  if (draining_ != Draining::no) go_on_draining(directions_[from].workspace->out, now);
}

// Back to the requester, with the number it used.
void Relay::pass_answer(Side from, const Pdu& pdu, const PendingRequest& request) {
  const Side to = other(from);
  Bytes& out = output(from, to);
  if (request.command == Command::unbind) answers_[to].flush(out);
  const std::uint32_t ticket = request.note.ticket;
  const bool ordered = options_.in_order && ticket != 0;
  Bytes& into = ordered ? directions_[from].workspace->changed : out;
  if (ordered) into.clear();
  const std::size_t at = into.size();
  if (ticket != 0 && request.command == Command::submit_multi) {
    refused_[to].append_answer(into, pdu, ticket);
  } else {
    append(into, pdu.bytes);
  }
  if (request.received != request.sent) {
    write_u32(into.data() + at + kSequenceOffset, request.received);
  }
  if (ordered) answers_[to].answer(ticket, into, out);
  watch_bind_answer(pdu, request);
  if (request.note.carries_text && pdu.header.status == Status::ok) {
    const std::string_view id = response_message_id(pdu);
    if (!id.empty()) shared_.codings.remember(route_key_, id, request.note.data_coding);
  }
  if (request.command == Command::unbind) finish(End::unbound);
}

// A command that nobody knows has no response of its own (§4.3).
void Relay::answer(Side from, const Pdu& pdu, Status status) {
  const Command command = status == Status::invalid_command_id ? Command::generic_nack
                                                               : response_to(pdu.header.command);
  std::array<std::uint8_t, kHeaderSize> bytes;
  write_u32(bytes.data(), kHeaderSize);
  write_u32(bytes.data() + 4, static_cast<std::uint32_t>(command));
  write_u32(bytes.data() + 8, static_cast<std::uint32_t>(status));
  write_u32(bytes.data() + kSequenceOffset, pdu.header.sequence);
  answer(from, bytes);
}

// To the request that is being handled.
void Relay::answer(Side from, Octets bytes) {
  const std::uint32_t ticket = directions_[from].ticket;
  if (ticket != 0) {
    answers_[from].answer(ticket, bytes, output(from, from));
  } else {
    append(output(from, from), bytes);
  }
}

}  // namespace picket::smpp
