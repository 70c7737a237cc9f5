// SPDX-License-Identifier: Apache-2.0
// The part of the relay that has messages judged.
#include "adapters/smpp/receipt_text.h"
#include "adapters/smpp/relay.h"

namespace picket::smpp {
namespace {

constexpr std::uint8_t kTypeMask = 0x3C;  // of esm_class, §5.2.12
constexpr std::uint8_t kModeMask = 0x03;
constexpr std::uint8_t kTransactionMode = 0x02;

}  // namespace

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
  if (is_exempt(from, *message, tlvs)) {
    counting_.add(Count::receipts);
    forward(from, pdu.bytes, now);
    return true;
  }
  if (const auto fault = fault_of(*message, tlvs)) {
    counting_.add(*fault);
    answer(from, pdu, malformed_status(*fault));
    return true;
  }
  if (answer_about_dropped(from, pdu)) return true;
  direction.pdu = pdu;
  direction.message = *message;
  direction.tlvs = tlvs;
  direction.warned.reset();
  if (tlvs.malformed) counting_.add(Count::text_bad_tlvs);
  const bool several = tlvs.payloads + (message->short_message.empty() ? 0u : 1u) > 1;
  if (several && options_.refuse_both_fields) {
    counting_.add(Count::text_both_fields);
    refuse(from, options_.treatments->standard().block);
    return true;
  }
  if (!message->data_coding_said) {
    const auto known = shared_.codings.find(route_key_, message->message_id);
    direction.message.data_coding = known.value_or(0);
    direction.message.data_coding_said = known.has_value();
    if (!known) counting_.add(Count::text_unlabelled);
  }
  begin_destinations(direction);
  ask(from, now);
  return go_on_judging(from, now);
}

bool Relay::is_exempt(Side from, const MessageView& message, const TlvFacts& tlvs) const noexcept {
  const Side role = role_of(from);
  if (is_receipt(message, tlvs, role)) return true;
  return receipts_by_text_ && role == Side::smsc && is_receipt_by_text(message, tlvs);
}

// What a peer of version 3.4 and up is to be told of TLVs (v5 §4.7.6); one of version 3.3 knows
// none, so what it has behind its fields is judged as far as it goes and left to the SMSC. A user's
// acknowledgement may well come without a text.
std::optional<PduError> Relay::fault_of(const MessageView& message,
                                        const TlvFacts& tlvs) const noexcept {
  if (tlvs.malformed && version_ >= kVersion34) return PduError::malformed_tlvs;
  const bool text_expected =
      message.command == Command::data_sm && (message.esm_class & kTypeMask) == 0;
  if (text_expected && tlvs.all_payloads == 0) return PduError::no_payload;
  return std::nullopt;
}

void Relay::begin_destinations(Direction& direction) {
  const MessageView& message = direction.message;
  direction.destinations.reset();
  direction.to = message.destination;
  if (message.destination_count == 0) return;
  direction.workspace->destinations.clear();
  direction.destinations.emplace(message.destination_count, message.destinations);
  if (direction.destinations->next(direction.destination)) {
    direction.to = direction.destination.address;
  }
}

// Has the message judged as it goes to direction.to.
void Relay::ask(Side from, core::Ticks now) {
  Direction& direction = directions_[from];
  direction.mapped = direction.workspace->mapper.map(
      direction.message, direction.tlvs, direction.to, options_.mapping, shared_.parts, now);
  direction.mapped.event.route = route_;
  count_message(direction.mapped);
  Judgement& judgement = direction.judgement;
  judgement.ask();
  gate_.judge(direction.mapped.event, {"sequence_number", direction.pdu.header.sequence},
              judgement);
  judgement.asked();
}

// Settles verdicts and asks for the next destination's until the message is decided. False while a
// verdict is still to come.
bool Relay::go_on_judging(Side from, core::Ticks now) {
  Direction& direction = directions_[from];
  Judgement& judgement = direction.judgement;
  while (true) {
    if (!judgement.answered()) {
      judgement.waiting = true;
      return false;
    }
    const bool block = is_blocked(direction, now);
    if (!block && judgement.refused()) {
      refuse_for_trouble(from);
      return true;
    }
    if (!block && judgement.verdict() == core::Verdict::warn)
      direction.warned = judgement.treatment();
    if (!direction.destinations) {
      if (!block) {
        pass(from, now);
      } else if (!direction.blocked.drop || !drop(from, direction.blocked, now)) {
        refuse(from, direction.blocked);
      }
      return true;
    }
    note_destination(direction, block);
    if (!direction.destinations->next(direction.destination)) break;
    direction.to = direction.destination.address;
    ask(from, now);
  }
  settle_destinations(from, now);
  return true;
}

// A block of one part sticks to the whole message, with its treatment; so does it to a part whose
// own verdict is another.
bool Relay::is_blocked(Direction& direction, core::Ticks now) noexcept {
  const MappedMessage& mapped = direction.mapped;
  const bool block = direction.judgement.verdict() == core::Verdict::block;
  if (block) direction.blocked = direction.judgement.treatment()->block;
  if (!mapped.part) return block;
  if (block) {
    direction.blocked =
        Blocking::unpacked(shared_.parts.block(*mapped.part, now, direction.blocked.packed()));
  }
  if (mapped.admission.standing != gsm::Standing::blocked) return block;
  direction.blocked = Blocking::unpacked(mapped.admission.blocked_as);
  return true;
}

void Relay::note_destination(Direction& direction, bool blocked) {
  JudgedDestinations& judged = direction.workspace->destinations;
  if (blocked) {
    const Side from = direction.judgement.from();
    judged.refuse(direction.destination, refusal_status(from, direction.blocked));
  } else {
    judged.allow(direction.destination);
  }
}

// All refused: so is the request. Some: it goes on without them, and its answer tells of them
// (§4.5.2.1).
void Relay::settle_destinations(Side from, core::Ticks now) {
  Direction& direction = directions_[from];
  const JudgedDestinations& judged = direction.workspace->destinations;
  if (judged.refused_count == 0) {
    pass(from, now);
  } else if (judged.allowed_count == 0) {
    refuse(from, direction.blocked);
  } else {
    counting_.add(Count::multi_partly_blocked);
    direction.message.destination_count = judged.allowed_count;
    direction.message.destinations = judged.allowed;
    pass(from, now);
  }
}

// Forwards the message being judged: as it came, unless it has lost destinations or has to warn.
void Relay::pass(Side from, core::Ticks now) {
  Direction& direction = directions_[from];
  Workspace& workspace = *direction.workspace;
  MessageView& message = direction.message;
  Note note{.ticket = 0,
            .data_coding = message.data_coding,
            .carries_text = message.command != Command::replace_sm && role_of(from) == Side::esme};
  const bool fewer = direction.destinations && workspace.destinations.refused_count > 0;
  bool changed = fewer;
  if (fewer) {
    note.ticket = direction.ticket != 0 ? direction.ticket : direction.next_ticket++;
    refused_[from].keep(note.ticket, workspace.destinations);
  }
  if (direction.warned) {
    const Treatment& treatment = *direction.warned;
    const bool rewritten = rewrite(message, direction.tlvs, treatment,
                                   options_.mapping.default_alphabet, workspace.rewriting);
    changed = changed || rewritten;
    counting_.add(treatment.warning == Warning::record    ? Count::warned_recorded
                  : !rewritten                            ? Count::warned_unchanged
                  : treatment.warning == Warning::relabel ? Count::warned_relabelled
                                                          : Count::warned_prefixed);
  }
  if (!changed) {
    forward(from, direction.pdu.bytes, now, note);
    return;
  }
  workspace.changed.clear();
  append_message(workspace.changed, direction.pdu.header.sequence, message,
                 direction.pdu.header.status);
  forward(from, workspace.changed, now, note);
}

void Relay::refuse_for_trouble(Side from) {
  const Side role = role_of(from);
  counting_.add(role == Side::esme ? Count::trouble_from_esme : Count::trouble_from_smsc);
  answer(from, directions_[from].pdu, trouble_status(role));
}

void Relay::refuse(Side from, const Blocking& block) {
  const Pdu& pdu = directions_[from].pdu;
  const MessageView& message = directions_[from].message;
  const bool esme = role_of(from) == Side::esme;
  counting_.add(esme ? Count::blocked_from_esme : Count::blocked_from_smsc);
  const bool transaction =
      message.command == Command::data_sm && (message.esm_class & kModeMask) == kTransactionMode;
  if (transaction && version_ >= kVersion34) {  // older peers know no TLV to tell of it
    refuse_transaction(from);
  } else {
    answer(from, pdu, refusal_status(from, block));
  }
}

// Codes of version 5 mean nothing to older peers (§5.1.3 reserves them).
Status Relay::refusal_status(Side from, const Blocking& block) const noexcept {
  const Side role = role_of(from);
  const Status status = block.refusal[role];
  const auto code = static_cast<std::uint32_t>(status);
  const bool of_v5 = code >= 0x100 && code <= 0x3FF;
  return of_v5 && version_ < kVersion5 ? Blocking{}.refusal[role] : status;
}

// The sender of a transaction waits for the outcome of the delivery (§4.7.2, §5.3.2.33).
void Relay::refuse_transaction(Side from) {
  constexpr std::uint8_t kPermanentNetworkError = 2;
  const Pdu& pdu = directions_[from].pdu;
  RewriteBuffers& buffers = directions_[from].workspace->rewriting;
  buffers.tlvs.clear();
  append_tlv(buffers.tlvs, Tag::delivery_failure_reason, Octets(&kPermanentNetworkError, 1));
  buffers.text.clear();
  append_string_response(buffers.text, Command::data_sm_resp, Status::delivery_failure,
                         pdu.header.sequence, "", buffers.tlvs);
  answer(from, buffers.text);
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

void Judgement::decided(const daemon::Outcome& outcome) noexcept {
  answered_ = true;
  verdict_ = outcome.decision.verdict;
  refused_ = outcome.refuse_temporarily;
  if (verdict_ != core::Verdict::allow) {
    const auto& reasons = outcome.decision.reasons;
    const std::string_view rule = reasons.empty() ? std::string_view{} : reasons.front().rule;
    const auto& all = options_.treatments;
    treatment_ = std::shared_ptr<const Treatment>(all, &all->of(route_, rule));
  }
  if (!asking_) owner_.decided(from_);
}

}  // namespace picket::smpp
