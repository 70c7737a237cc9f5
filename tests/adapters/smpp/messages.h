// SPDX-License-Identifier: Apache-2.0
// PDUs as peers send them, for this folder's tests and the fuzz target of the relay.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "adapters/gsm/encode.h"
#include "adapters/smpp/pdu.h"
#include "adapters/smpp/pdu_writer.h"

namespace picket::smpp {

inline Octets octets_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline MessageView message_of(Command command, Octets short_message, std::uint8_t data_coding = 0) {
  MessageView message;
  message.command = command;
  message.source = {1, 1, "10690001"};
  message.destination = {1, 1, "8613900000002"};
  message.data_coding = data_coding;
  message.short_message = short_message;
  return message;
}

inline Bytes message_pdu(std::uint32_t sequence, const MessageView& message) {
  Bytes bytes;
  append_message(bytes, sequence, message);
  return bytes;
}

// A submit_sm or another message in GSM 7-bit or UCS-2, as the text needs.
inline Bytes text_pdu(std::uint32_t sequence, std::string_view text,
                      Command command = Command::submit_sm) {
  const auto encoded = gsm::encode(text);
  return message_pdu(sequence, message_of(command, encoded.octets, encoded.data_coding));
}

// All parts of a long text, numbered from `sequence`.
inline std::vector<Bytes> part_pdus(std::uint32_t sequence, std::string_view text,
                                    std::uint16_t reference, std::uint8_t reference_bits = 8,
                                    Command command = Command::submit_sm) {
  const auto encoded = gsm::encode(text);
  std::vector<Bytes> pdus;
  for (const auto& part : gsm::split_text(encoded, reference, reference_bits)) {
    auto message = message_of(command, part, encoded.data_coding);
    message.esm_class = 0x40;
    pdus.push_back(message_pdu(sequence++, message));
  }
  return pdus;
}

inline Bytes header_pdu(Command command, std::uint32_t sequence, Status status = Status::ok) {
  Bytes bytes;
  append_header_only(bytes, command, status, sequence);
  return bytes;
}

inline Bytes response_pdu(Command command, std::uint32_t sequence, std::string_view text = "",
                          Status status = Status::ok) {
  Bytes bytes;
  append_string_response(bytes, command, status, sequence, text);
  return bytes;
}

inline Bytes bind_pdu(std::uint32_t sequence, std::string_view system_id = "esme",
                      Command command = Command::bind_transceiver, std::uint8_t version = 0x34) {
  BindView bind;
  bind.system_id = system_id;
  bind.password = "secret";
  bind.system_type = "VMA";
  bind.interface_version = version;
  Bytes bytes;
  append_bind(bytes, command, sequence, bind);
  return bytes;
}

inline Bytes joined(std::initializer_list<Bytes> pdus) {
  Bytes all;
  for (const Bytes& pdu : pdus) all.insert(all.end(), pdu.begin(), pdu.end());
  return all;
}

// Whole PDUs, apart.
inline std::vector<Bytes> split(Octets bytes) {
  std::vector<Bytes> pdus;
  while (!bytes.empty()) {
    const auto next = next_pdu(bytes, 1 << 24);
    if (!next || !*next) {
      pdus.emplace_back();  // what is left is no PDU: an empty one fails every comparison
      break;
    }
    pdus.emplace_back((*next)->bytes.begin(), (*next)->bytes.end());
    bytes = bytes.subspan((*next)->bytes.size());
  }
  return pdus;
}

inline Header header_of(const Bytes& pdu) {
  return pdu.size() < kHeaderSize ? Header{} : read_header(pdu.data());
}

}  // namespace picket::smpp
