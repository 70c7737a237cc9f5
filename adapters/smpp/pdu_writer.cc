// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/pdu_writer.h"

namespace picket::smpp {
namespace {

// Appends a header with a length to be filled in by the destructor, then the fields.
class Frame {
 public:
  Frame(Bytes& out, Command command, Status status, std::uint32_t sequence)
      : out_(out), begin_(out.size()) {
    out_.resize(begin_ + kHeaderSize);
    write_u32(out_.data() + begin_ + 4, static_cast<std::uint32_t>(command));
    write_u32(out_.data() + begin_ + 8, static_cast<std::uint32_t>(status));
    write_u32(out_.data() + begin_ + kSequenceOffset, sequence);
  }
  ~Frame() { write_u32(out_.data() + begin_, static_cast<std::uint32_t>(out_.size() - begin_)); }
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  void octet(std::uint8_t value) { out_.push_back(value); }
  void octets(Octets value) { out_.insert(out_.end(), value.begin(), value.end()); }
  void c_string(std::string_view value) {
    out_.insert(out_.end(), value.begin(), value.end());
    out_.push_back(0);
  }
  void address(const AddressView& address) {
    octet(address.ton);
    octet(address.npi);
    c_string(address.text);
  }
  void short_message(Octets value) {
    octet(static_cast<std::uint8_t>(value.size()));
    octets(value);
  }

 private:
  Bytes& out_;
  std::size_t begin_;
};

void append_short_message_fields(Frame& frame, const MessageView& message) {
  frame.c_string(message.service_type);
  frame.address(message.source);
  if (message.command == Command::submit_multi) {
    frame.octet(message.destination_count);
    frame.octets(message.destinations);
  } else {
    frame.address(message.destination);
  }
  frame.octet(message.esm_class);
  frame.octet(message.protocol_id);
  frame.octet(message.priority_flag);
  frame.c_string(message.schedule_delivery_time);
  frame.c_string(message.validity_period);
  frame.octet(message.registered_delivery);
  frame.octet(message.replace_if_present);
  frame.octet(message.data_coding);
  frame.octet(message.sm_default_msg_id);
  frame.short_message(message.short_message);
}

void append_data_fields(Frame& frame, const MessageView& message) {
  frame.c_string(message.service_type);
  frame.address(message.source);
  frame.address(message.destination);
  frame.octet(message.esm_class);
  frame.octet(message.registered_delivery);
  frame.octet(message.data_coding);
}

void append_replace_fields(Frame& frame, const MessageView& message) {
  frame.c_string(message.message_id);
  frame.address(message.source);
  frame.c_string(message.schedule_delivery_time);
  frame.c_string(message.validity_period);
  frame.octet(message.registered_delivery);
  frame.octet(message.sm_default_msg_id);
  frame.short_message(message.short_message);
}

void append_broadcast_fields(Frame& frame, const MessageView& message) {
  frame.c_string(message.service_type);
  frame.address(message.source);
  frame.c_string(message.message_id);
  frame.octet(message.priority_flag);
  frame.c_string(message.schedule_delivery_time);
  frame.c_string(message.validity_period);
  frame.octet(message.replace_if_present);
  frame.octet(message.data_coding);
  frame.octet(message.sm_default_msg_id);
}

}  // namespace

void append_header_only(Bytes& out, Command command, Status status, std::uint32_t sequence) {
  Frame(out, command, status, sequence);
}

void append_string_response(Bytes& out, Command command, Status status, std::uint32_t sequence,
                            std::string_view text, Octets tlvs) {
  Frame frame(out, command, status, sequence);
  frame.c_string(text);
  frame.octets(tlvs);
}

void append_query_response(Bytes& out, std::uint32_t sequence, const QueryAnswer& answer) {
  Frame frame(out, Command::query_sm_resp, Status::ok, sequence);
  frame.c_string(answer.message_id);
  frame.c_string(answer.final_date);
  frame.octet(answer.message_state);
  frame.octet(answer.error_code);
}

void append_bind(Bytes& out, Command command, std::uint32_t sequence, const BindView& bind) {
  Frame frame(out, command, Status::ok, sequence);
  frame.c_string(bind.system_id);
  frame.c_string(bind.password);
  frame.c_string(bind.system_type);
  frame.octet(bind.interface_version);
  frame.address(bind.address_range);
  frame.octets(bind.tlvs);
}

void append_message(Bytes& out, std::uint32_t sequence, const MessageView& message, Status status) {
  Frame frame(out, message.command, status, sequence);
  switch (message.command) {
    case Command::data_sm:
      append_data_fields(frame, message);
      break;
    case Command::replace_sm:
      append_replace_fields(frame, message);
      break;
    case Command::broadcast_sm:
      append_broadcast_fields(frame, message);
      break;
    default:
      append_short_message_fields(frame, message);
      break;
  }
  frame.octets(message.tlvs);
}

void append_tlv(Bytes& out, Tag tag, Octets value) {
  const auto number = static_cast<std::uint16_t>(tag);
  const auto length = static_cast<std::uint16_t>(value.size());
  out.push_back(static_cast<std::uint8_t>(number >> 8));
  out.push_back(static_cast<std::uint8_t>(number));
  out.push_back(static_cast<std::uint8_t>(length >> 8));
  out.push_back(static_cast<std::uint8_t>(length));
  out.insert(out.end(), value.begin(), value.end());
}

}  // namespace picket::smpp
