// SPDX-License-Identifier: Apache-2.0
// The part of the relay that has messages judged.
#include "adapters/smpp/relay.h"

namespace picket::smpp {

bool Relay::handle_message(Side from, const Pdu& pdu, core::Ticks now) {
  Direction& direction = directions_[from];
  const auto message = parse_message(pdu);
  if (!message) {
    // Unread is unjudged: whoever is behind us might read it more leniently than we do.
    counting_.add(message.error());
    answer(from, pdu, malformed_status(message.error()));
    return true;
  }
  const TlvFacts tlvs = tlv_facts(message->tlvs);
  if (is_receipt(*message, tlvs, from)) {
    counting_.add(Count::receipts);
    forward(from, pdu, now);
    return true;
  }
  direction.pdu = pdu;
  direction.message = *message;
  direction.tlvs = tlvs;
  direction.destinations.reset();
  direction.to = message->destination;
  if (message->command == Command::submit_multi) {
    direction.destinations.emplace(message->destination_count, message->destinations);
    Destination first;
    if (direction.destinations->next(first)) direction.to = first.address;
  }
  ask(from, now);
  return go_on_judging(from, now);
}

// Has the message judged as it goes to direction.to.
void Relay::ask(Side from, core::Ticks now) {
  Direction& direction = directions_[from];
  direction.mapped = direction.workspace->mapper.map(direction.message, direction.tlvs,
                                                     direction.to, options_.mapping, parts_, now);
  direction.mapped.event.route = route_;
  count_message(direction.mapped);
  Judgement& judgement = direction.judgement;
  judgement.answered = judgement.block = judgement.refuse = false;
  judgement.asking = true;
  gate_.judge(direction.mapped.event, {"sequence_number", direction.pdu.header.sequence},
              judgement);
  judgement.asking = false;
}

// Settles verdicts and asks for the next destination's until the message is decided. False while a
// verdict is still to come.
bool Relay::go_on_judging(Side from, core::Ticks now) {
  Direction& direction = directions_[from];
  Judgement& judgement = direction.judgement;
  while (true) {
    if (!judgement.answered) {
      judgement.waiting = true;
      return false;
    }
    const bool block = is_blocked(direction, now);
    if (block || judgement.refuse) {
      refuse(from, block);
      return true;
    }
    Destination next;
    if (!direction.destinations || !direction.destinations->next(next)) break;
    direction.to = next.address;
    ask(from, now);
  }
  forward(from, direction.pdu, now);
  return true;
}

// A block of one part sticks to the whole message; so does it to a part whose own verdict is
// another.
bool Relay::is_blocked(Direction& direction, core::Ticks now) noexcept {
  const MappedMessage& mapped = direction.mapped;
  if (!mapped.part) return direction.judgement.block;
  if (direction.judgement.block) parts_.block(*mapped.part, now);
  return direction.judgement.block || mapped.admission.standing == gsm::Standing::blocked;
}

void Relay::refuse(Side from, bool block) {
  const bool esme = from == Side::esme;
  if (block) {
    counting_.add(esme ? Count::blocked_from_esme : Count::blocked_from_smsc);
  } else {
    counting_.add(esme ? Count::trouble_from_esme : Count::trouble_from_smsc);
  }
  answer(from, directions_[from].pdu, block ? block_status(from) : trouble_status(from));
}

void Relay::count_message(const MappedMessage& mapped) const noexcept {
  if (mapped.both_fields) counting_.add(Count::text_both_fields);
  if (mapped.second_reading) counting_.add(Count::text_second_reading);
  if (mapped.undecoded) counting_.add(Count::text_undecoded);
  if (mapped.truncated) counting_.add(Count::text_truncated);
  if (!mapped.part) return;
  if (mapped.admission.duplicate) counting_.add(Count::parts_duplicate);
  if (mapped.admission.conflicting) counting_.add(Count::parts_conflicting);
  switch (mapped.admission.standing) {
    case gsm::Standing::joined:
      counting_.add(Count::parts_joined);
      break;
    case gsm::Standing::blocked:
      counting_.add(Count::parts_blocked);
      break;
    case gsm::Standing::no_room:
      counting_.add(Count::parts_no_room);
      break;
  }
}

void Relay::Judgement::decided(const daemon::Outcome& outcome) noexcept {
  answered = true;
  block = outcome.decision.verdict == core::Verdict::block;
  refuse = outcome.refuse_temporarily;
  if (!asking) owner->decided(from);
}

}  // namespace picket::smpp
