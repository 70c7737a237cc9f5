// SPDX-License-Identifier: Apache-2.0
// The part of the relay that deals with messages dropped in silence.
#include <chrono>

#include "adapters/smpp/relay.h"

namespace picket::smpp {
namespace {

constexpr std::uint8_t kReceiptMask = 0x03;  // of registered_delivery, §5.2.17

DroppedMessages::Time wall_clock() noexcept {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

// 1: whatever becomes of the message; 2: if it fails; 3 (v5): if it succeeds.
bool wants_receipt(const MessageView& message, ReceiptKind kind) noexcept {
  const unsigned asked = message.registered_delivery & kReceiptMask;
  const bool delivered = kind == ReceiptKind::delivered;
  return kind != ReceiptKind::none &&
         (asked == 1 || (asked == 2 && !delivered) || (asked == 3 && delivered));
}

std::string_view text_of(const DroppedMessages::Id& id) noexcept { return {id.data(), id.size()}; }

}  // namespace

// Answers as the SMSC would that took the message. False for a submit_multi, which is refused: its
// receipts, one a destination, would have to agree with those of the SMSC.
bool Relay::drop(Side from, const Blocking& block, core::Ticks now) {
  const Pdu& pdu = directions_[from].pdu;
  const MessageView& message = directions_[from].message;
  if (message.command == Command::submit_multi) return false;
  const bool esme = role_of(from) == Side::esme;
  counting_.add(esme ? Count::dropped_from_esme : Count::dropped_from_smsc);
  if (message.command == Command::replace_sm) {
    answer(from, pdu, Status::ok);
    return true;
  }
  const DroppedMessages::Time at = wall_clock();
  const DroppedMessages::Id id = shared_.dropped.add(block.receipt, at);
  Bytes& bytes = directions_[from].workspace->changed;
  bytes.clear();
  append_string_response(bytes, response_to(message.command), Status::ok, pdu.header.sequence,
                         message.command == Command::deliver_sm ? "" : text_of(id));
  answer(from, bytes);
  if (esme && wants_receipt(message, block.receipt)) {
    const DroppedMessages::Receipt receipt{.route = route_key_,
                                           .id = id,
                                           .kind = block.receipt,
                                           .from = KeptAddress(message.destination),
                                           .to = KeptAddress(message.source),
                                           .at = at,
                                           .until = now + DroppedMessages::kReceiptWaits};
    counting_.add(Count::receipts_lost,
                  static_cast<std::int64_t>(shared_.dropped.expect(receipt, now)));
  }
  return true;
}

// query_sm, cancel_sm and replace_sm of a message that the SMSC has never seen.
bool Relay::answer_about_dropped(Side from, const Pdu& pdu) {
  if (role_of(from) != Side::esme) return false;
  std::string_view id;
  Status refusal = Status::query_failed;
  switch (pdu.header.command) {
    case Command::query_sm:
      id = asked_message_id(pdu);
      break;
    case Command::cancel_sm:
      id = asked_message_id(pdu);
      refusal = Status::cancel_failed;  // it is too late
      break;
    case Command::replace_sm:
      id = response_message_id(pdu);  // it begins with it, as answers do
      refusal = Status::replace_failed;
      break;
    default:
      return false;
  }
  if (!DroppedMessages::is_reserved(id)) return false;
  const auto message = shared_.dropped.find(id);
  if (pdu.header.command != Command::query_sm || !message) {
    answer(from, pdu, refusal);
    return true;
  }
  const auto when = absolute_time(message->at);
  Bytes& bytes = directions_[from].workspace->changed;
  bytes.clear();
  append_query_response(bytes, pdu.header.sequence,
                        {.message_id = id,
                         .final_date = {when.data(), when.size()},
                         .message_state = message_state_of(message->kind),
                         .error_code = 0});
  answer(from, bytes);
  return true;
}

// Any session of the system_id may that takes deliver_sm.
bool Relay::may_take_receipts() const noexcept {
  const bool takes =
      bind_command_ == Command::bind_receiver || bind_command_ == Command::bind_transceiver;
  return state_ == State::bound && takes && draining_ == Draining::no && end_ == End::none &&
         shared_.dropped.may_wait(route_key_);
}

// As far as there is room in the window.
void Relay::send_receipts(PerSide<Bytes>& out, core::Ticks now) {
  if (!may_take_receipts()) return;
  const Side esme = role_of(Side::esme);
  Lane& lane = lanes_[esme];
  while (lane.has_room()) {
    const auto receipt = shared_.dropped.take_receipt(route_key_, now);
    if (!receipt) return;
    Bytes pdu;
    append_receipt(pdu, *receipt, version_ >= kVersion34);
    lane.send_own(pdu, out[esme], now);
    counting_.add(Count::receipts_sent);
  }
}

}  // namespace picket::smpp
