// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/pdu.h"

#include <algorithm>
#include <cstring>

namespace picket::smpp {
namespace {

std::string_view as_text(Octets octets) noexcept {
  return {reinterpret_cast<const char*>(octets.data()), octets.size()};
}

// Reads fields in order; the first that does not fit is remembered and everything after it is
// empty, so that a parser can be written as a plain list of fields.
class FieldReader {
 public:
  explicit FieldReader(Octets body) noexcept : rest_(body) {}

  std::uint8_t octet() noexcept {
    if (rest_.empty()) {
      fail(PduError::truncated);
      return 0;
    }
    const std::uint8_t value = rest_.front();
    rest_ = rest_.subspan(1);
    return value;
  }

  std::string_view c_string() noexcept {
    if (!rest_.empty() && rest_.front() == 0) {  // most are empty
      rest_ = rest_.subspan(1);
      return {};
    }
    const void* nul = rest_.empty() ? nullptr : std::memchr(rest_.data(), 0, rest_.size());
    if (nul == nullptr) {
      fail(PduError::unterminated_string);
      return {};
    }
    const auto length =
        static_cast<std::size_t>(static_cast<const std::uint8_t*>(nul) - rest_.data());
    const Octets text = rest_.first(length);
    rest_ = rest_.subspan(length + 1);
    return as_text(text);
  }

  AddressView address() noexcept {
    AddressView address;
    address.ton = octet();
    address.npi = octet();
    address.text = c_string();
    return address;
  }

  Octets octets(std::size_t count) noexcept {
    if (count > rest_.size()) {
      fail(PduError::message_overrun);
      return {};
    }
    const Octets taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
  }

  // What is left; for the TLVs.
  Octets rest() const noexcept { return rest_; }

  // Steps over `count` destinations of a submit_multi and returns their bytes.
  Octets destinations(std::uint8_t count) noexcept {
    const Octets from = rest_;
    for (unsigned i = 0; i < count && !failed_; ++i) {
      const std::uint8_t flag = octet();
      if (flag == 1) {
        address();
      } else if (flag == 2) {
        c_string();
      } else {
        fail(PduError::bad_destination);
      }
    }
    return failed_ ? Octets{} : from.first(from.size() - rest_.size());
  }

  bool failed() const noexcept { return failed_; }
  PduError error() const noexcept { return error_; }

 private:
  void fail(PduError error) noexcept {
    if (!failed_) error_ = error;
    failed_ = true;
    rest_ = {};
  }

  Octets rest_;
  bool failed_ = false;
  PduError error_{};
};

// submit_sm §4.4.1, deliver_sm §4.6.1, submit_multi §4.5.1: one layout but for the destinations.
void read_short_message_fields(FieldReader& in, MessageView& message) noexcept {
  message.service_type = in.c_string();
  message.source = in.address();
  if (message.command == Command::submit_multi) {
    message.destination_count = in.octet();
    message.destinations = in.destinations(message.destination_count);
  } else {
    message.destination = in.address();
  }
  message.esm_class = in.octet();
  message.protocol_id = in.octet();
  message.priority_flag = in.octet();
  message.schedule_delivery_time = in.c_string();
  message.validity_period = in.c_string();
  message.registered_delivery = in.octet();
  message.replace_if_present = in.octet();
  message.data_coding = in.octet();
  message.sm_default_msg_id = in.octet();
  message.short_message = in.octets(in.octet());
}

// §4.7.1
void read_data_fields(FieldReader& in, MessageView& message) noexcept {
  message.service_type = in.c_string();
  message.source = in.address();
  message.destination = in.address();
  message.esm_class = in.octet();
  message.registered_delivery = in.octet();
  message.data_coding = in.octet();
}

// §4.10.1
void read_replace_fields(FieldReader& in, MessageView& message) noexcept {
  message.data_coding_said = false;
  message.message_id = in.c_string();
  message.source = in.address();
  message.schedule_delivery_time = in.c_string();
  message.validity_period = in.c_string();
  message.registered_delivery = in.octet();
  message.sm_default_msg_id = in.octet();
  message.short_message = in.octets(in.octet());
}

// v5 §4.4.1
void read_broadcast_fields(FieldReader& in, MessageView& message) noexcept {
  message.service_type = in.c_string();
  message.source = in.address();
  message.message_id = in.c_string();
  message.priority_flag = in.octet();
  message.schedule_delivery_time = in.c_string();
  message.validity_period = in.c_string();
  message.replace_if_present = in.octet();
  message.data_coding = in.octet();
  message.sm_default_msg_id = in.octet();
}

}  // namespace

bool TlvReader::next(Tlv& tlv) noexcept {
  if (rest_.empty()) return false;
  if (rest_.size() < 4) {
    malformed_ = true;
    rest_ = {};
    return false;
  }
  tlv.tag = static_cast<Tag>(rest_[0] << 8 | rest_[1]);
  const std::size_t length = static_cast<std::size_t>(rest_[2] << 8 | rest_[3]);
  rest_ = rest_.subspan(4);
  if (length > rest_.size()) malformed_ = true;
  tlv.value = rest_.first(std::min(length, rest_.size()));
  rest_ = rest_.subspan(tlv.value.size());
  return true;
}

bool DestinationReader::next(Destination& destination) noexcept {
  if (left_ == 0) return false;
  --left_;
  const Octets from = rest_;
  FieldReader in(rest_);
  destination.is_list = in.octet() == 2;
  if (destination.is_list) {
    destination.address = {0, 0, in.c_string()};
  } else {
    destination.address = in.address();
  }
  rest_ = in.rest();
  destination.bytes = from.first(from.size() - rest_.size());
  return !in.failed();
}

bool carries_message(Command command) noexcept {
  switch (command) {
    case Command::submit_sm:
    case Command::deliver_sm:
    case Command::submit_multi:
    case Command::data_sm:
    case Command::replace_sm:
    case Command::broadcast_sm:
      return true;
    default:
      return false;
  }
}

std::expected<MessageView, PduError> parse_message(const Pdu& pdu) noexcept {
  FieldReader in(pdu.body());
  MessageView message;
  message.command = pdu.header.command;
  switch (message.command) {
    case Command::submit_sm:
    case Command::deliver_sm:
    case Command::submit_multi:
      read_short_message_fields(in, message);
      break;
    case Command::data_sm:
      read_data_fields(in, message);
      break;
    case Command::replace_sm:
      read_replace_fields(in, message);
      break;
    case Command::broadcast_sm:
      read_broadcast_fields(in, message);
      break;
    default:
      return std::unexpected(PduError::not_a_message);
  }
  if (in.failed()) return std::unexpected(in.error());
  message.tlvs = in.rest();
  return message;
}

std::expected<BindView, PduError> parse_bind(const Pdu& pdu) noexcept {
  if (!is_bind(pdu.header.command)) return std::unexpected(PduError::not_a_message);
  FieldReader in(pdu.body());
  BindView bind;
  bind.system_id = in.c_string();
  bind.password = in.c_string();
  bind.system_type = in.c_string();
  bind.interface_version = in.octet();
  bind.address_range = in.address();
  if (in.failed()) return std::unexpected(in.error());
  bind.tlvs = in.rest();
  return bind;
}

std::optional<std::uint8_t> sc_interface_version(const Pdu& bind_response) noexcept {
  FieldReader in(bind_response.body());
  in.c_string();  // system_id
  if (in.failed()) return std::nullopt;
  TlvReader tlvs(in.rest());
  for (Tlv tlv; tlvs.next(tlv);) {
    if (tlv.tag == Tag::sc_interface_version && tlv.value.size() == 1) return tlv.value[0];
  }
  return std::nullopt;
}

std::optional<MultiResponseView> parse_multi_response(const Pdu& pdu) noexcept {
  MultiResponseView view;
  if (pdu.body().empty()) return view;
  FieldReader in(pdu.body());
  view.message_id = in.c_string();
  if (in.failed()) return std::nullopt;
  if (in.rest().empty()) return view;
  view.count = in.octet();
  const Octets from = in.rest();
  for (unsigned i = 0; i < view.count; ++i) {
    in.address();
    in.octets(4);
  }
  if (in.failed()) return std::nullopt;
  view.tlvs = in.rest();
  view.unsuccessful = from.first(from.size() - view.tlvs.size());
  return view;
}

std::string_view asked_message_id(const Pdu& pdu) noexcept {
  FieldReader in(pdu.body());
  if (pdu.header.command == Command::cancel_sm) in.c_string();  // service_type
  return in.c_string();
}

std::string_view response_message_id(const Pdu& pdu) noexcept {
  return FieldReader(pdu.body()).c_string();
}

}  // namespace picket::smpp
