// SPDX-License-Identifier: Apache-2.0
#include "tools/load/smsc_session.h"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

#include "adapters/gsm/encode.h"
#include "tools/load/mark.h"
#include "tools/load/message_text.h"
#include "tools/load/submit.h"

namespace picket::load {

namespace {

constexpr std::array<std::uint8_t, 1> kInterfaceVersion{0x34};
constexpr std::array<std::uint8_t, 1> kDelivered{2};  // message_state, SMPP 3.4 §5.2.28
constexpr std::uint8_t kReceiptClass = 0x04;          // esm_class, §5.2.12
constexpr std::uint8_t kUdhPresent = 0x40;
constexpr std::uint8_t kReceiptAsked = 0x03;  // registered_delivery, §5.2.17

smpp::Octets octets(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// Whether something that happens with every `every`th message happens with this one.
bool is_turn(std::uint64_t number, std::uint32_t every) {
  return every != 0 && number % every == 0;
}

}  // namespace

SmscSession::SmscSession(asio::ip::tcp::socket socket, SmscShared& shared)
    : shared_(shared),
      connection_(std::make_shared<PduConnection>(std::move(socket), shared.options.one_per_send)),
      late_(std::make_shared<LateAnswers>(
          connection_->executor(), connection_,
          std::chrono::milliseconds(shared.options.troubles.delay_ms))),
      number_(++shared.sessions) {}

asio::awaitable<void> SmscSession::run() {
  try {
    if (shared_.tls) co_await connection_->handshake(*shared_.tls, asio::ssl::stream_base::server);
    while (!ended_) {
      co_await connection_->read([this](const smpp::Pdu& pdu) { on_pdu(pdu); });
      connection_->flush();
    }
  } catch (const std::exception&) {
    // The peer went away, as peers do; what it sent is in the ledger.
  }
  late_->stop();
  connection_->close();
}

void SmscSession::on_pdu(const smpp::Pdu& pdu) {
  using enum smpp::Command;
  if (ended_) return;
  const auto& header = pdu.header;
  auto& out = connection_->out();
  switch (header.command) {
    case bind_receiver:
    case bind_transmitter:
    case bind_transceiver:
      return on_bind(pdu);
    case submit_sm:
    case data_sm:
      return on_message(pdu);
    case deliver_sm_resp:
      return on_deliver_answer(header.status);
    case enquire_link:
      return smpp::append_header_only(out, enquire_link_resp, smpp::Status::ok, header.sequence);
    case unbind:
      ended_ = true;
      return smpp::append_header_only(out, unbind_resp, smpp::Status::ok, header.sequence);
    default:
      if (smpp::is_response(header.command)) return;
      smpp::append_header_only(out, generic_nack, smpp::Status::invalid_command_id,
                               header.sequence);
  }
}

void SmscSession::on_bind(const smpp::Pdu& pdu) {
  const auto bind = smpp::parse_bind(pdu);
  if (!bind) throw std::runtime_error("a bind that cannot be read");
  system_id_ = bind->system_id;
  receives_ = pdu.header.command != smpp::Command::bind_transmitter;
  smpp::Bytes tlvs;
  smpp::append_tlv(tlvs, smpp::Tag::sc_interface_version, kInterfaceVersion);
  smpp::append_string_response(connection_->out(), smpp::response_to(pdu.header.command),
                               smpp::Status::ok, pdu.header.sequence, shared_.options.system_id,
                               tlvs);
  if (receives_ && !shared_.options.deliver.empty()) send_message(shared_.options.deliver);
}

void SmscSession::on_message(const smpp::Pdu& pdu) {
  const auto message = smpp::parse_message(pdu);
  const auto answer = smpp::response_to(pdu.header.command);
  if (!message) {
    return smpp::append_header_only(connection_->out(), answer,
                                    smpp::Status::invalid_message_length, pdu.header.sequence);
  }
  const std::uint64_t number = ++shared_.messages;
  const SmscTroubles& troubles = shared_.options.troubles;
  if (is_turn(number, troubles.disconnect_every)) return disconnect();
  smpp::Bytes bytes;
  const bool fails = is_turn(number, troubles.fail_every);
  const std::string id = fmt::format("{:x}", number);
  if (fails) {
    smpp::append_header_only(bytes, answer, static_cast<smpp::Status>(troubles.status),
                             pdu.header.sequence);
  } else {
    take(*message, id, pdu.header.sequence);
    smpp::append_string_response(bytes, answer, smpp::Status::ok, pdu.header.sequence, id);
  }
  if (!is_turn(number, troubles.mute_every)) send_answer(std::move(bytes), number);
  const bool asked = (message->registered_delivery & kReceiptAsked) != 0;
  if (!fails && asked && receives_ && shared_.options.receipts) send_receipt(*message, id);
}

void SmscSession::take(const smpp::MessageView& message, const std::string& id,
                       std::uint32_t sequence) {
  shared_.ledger.write(number_, system_id_, sequence, id, message);
  if (const auto mark = mark_of(message)) shared_.tally.arrived(system_id_, *mark);
  if (shared_.options.quiet) return;
  fmt::print("SMSC: message {} from {} to {}: {}\n", id, message.source.text,
             message.destination.text, text_of(message));
  std::fflush(stdout);
}

void SmscSession::send_answer(smpp::Bytes bytes, std::uint64_t number) {
  if (is_turn(number, shared_.options.troubles.delay_every)) return late_->add(std::move(bytes));
  auto& out = connection_->out();
  out.insert(out.end(), bytes.begin(), bytes.end());
}

void SmscSession::disconnect() {
  ended_ = true;
  connection_->close();
}

// Appendix B, and the two TLVs that say the same where a peer reads them.
void SmscSession::send_receipt(const smpp::MessageView& message, std::string_view message_id) {
  const std::string text = fmt::format(
      "id:{} sub:001 dlvrd:001 submit date:2601051200 done date:2601051200 stat:DELIVRD err:000 "
      "text:",
      message_id);
  const std::string id(message_id);
  smpp::Bytes tlvs;
  smpp::append_tlv(tlvs, smpp::Tag::receipted_message_id, {octets(id).data(), id.size() + 1});
  smpp::append_tlv(tlvs, smpp::Tag::message_state, kDelivered);
  smpp::MessageView receipt;
  receipt.command = smpp::Command::deliver_sm;
  receipt.source = message.destination;
  receipt.destination = message.source;
  receipt.esm_class = kReceiptClass;
  receipt.short_message = octets(text);
  receipt.tlvs = tlvs;
  smpp::append_message(connection_->out(), next_sequence_++, receipt);
}

void SmscSession::send_message(std::string_view text) {
  const auto encoded = gsm::encode(text);
  const auto parts = gsm::split_text(encoded, static_cast<std::uint16_t>(number_), 16);
  smpp::MessageView message;
  message.command = smpp::Command::deliver_sm;
  message.source = parse_address(shared_.options.deliver_from);
  message.destination = parse_address(shared_.options.deliver_to);
  message.esm_class = parts.size() > 1 ? kUdhPresent : 0;
  message.data_coding = encoded.data_coding;
  for (const auto& part : parts) {
    message.short_message = part;
    smpp::append_message(connection_->out(), next_sequence_++, message);
  }
}

void SmscSession::on_deliver_answer(smpp::Status status) {
  ++(status == smpp::Status::ok ? shared_.delivered : shared_.undelivered);
  if (!shared_.options.quiet) {
    fmt::print("SMSC: deliver_sm answered with command_status {:#04x}\n",
               static_cast<std::uint32_t>(status));
    std::fflush(stdout);
  }
}

}  // namespace picket::load
