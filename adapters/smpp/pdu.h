// SPDX-License-Identifier: Apache-2.0
// SMPP on the wire: bytes to views. Zero copy: every view points into the buffer that was parsed
// and is valid as long as that is. Nothing here allocates, throws, or trusts a length it has not
// checked. Versions 3.3, 3.4 (Issue 1.2) and 5.0; clauses are of 3.4 unless marked v5. Used by the
// relay and by tools/load; writing is in pdu_writer.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string_view>

namespace picket::smpp {

using Octets = std::span<const std::uint8_t>;

inline constexpr std::size_t kHeaderSize = 16;
// A message_payload may be 64 KiB (§5.3.2.32); this leaves room for all other fields and TLVs.
inline constexpr std::size_t kDefaultMaxPduSize = 128 * 1024;
inline constexpr std::uint32_t kResponseBit = 0x80000000;

// §5.1.2.1; any other value may stand in it (vendor commands).
enum class Command : std::uint32_t {
  bind_receiver = 0x01,
  bind_transmitter = 0x02,
  query_sm = 0x03,
  submit_sm = 0x04,
  deliver_sm = 0x05,
  unbind = 0x06,
  replace_sm = 0x07,
  cancel_sm = 0x08,
  bind_transceiver = 0x09,
  outbind = 0x0B,
  enquire_link = 0x15,
  submit_multi = 0x21,
  alert_notification = 0x102,
  data_sm = 0x103,
  broadcast_sm = 0x111,  // v5
  query_broadcast_sm = 0x112,
  cancel_broadcast_sm = 0x113,
  generic_nack = kResponseBit,
  bind_receiver_resp = kResponseBit | 0x01,
  bind_transmitter_resp = kResponseBit | 0x02,
  submit_sm_resp = kResponseBit | 0x04,
  deliver_sm_resp = kResponseBit | 0x05,
  unbind_resp = kResponseBit | 0x06,
  bind_transceiver_resp = kResponseBit | 0x09,
  enquire_link_resp = kResponseBit | 0x15,
  query_sm_resp = kResponseBit | 0x03,
  submit_multi_resp = kResponseBit | 0x21,
  data_sm_resp = kResponseBit | 0x103,
};

constexpr bool is_response(Command command) noexcept {
  return (static_cast<std::uint32_t>(command) & kResponseBit) != 0;
}
constexpr Command response_to(Command request) noexcept {
  return static_cast<Command>(static_cast<std::uint32_t>(request) | kResponseBit);
}
constexpr bool is_bind(Command command) noexcept {
  return command == Command::bind_receiver || command == Command::bind_transmitter ||
         command == Command::bind_transceiver;
}

// command_status, §5.1.3; any other value may stand in it.
enum class Status : std::uint32_t {
  ok = 0,
  invalid_message_length = 0x01,  // ESME_RINVMSGLEN
  invalid_command_length = 0x02,  // ESME_RINVCMDLEN
  invalid_command_id = 0x03,      // ESME_RINVCMDID
  invalid_bind_status = 0x04,     // ESME_RINVBNDSTS
  already_bound = 0x05,           // ESME_RALYBND
  system_error = 0x08,            // ESME_RSYSERR
  bind_failed = 0x0D,             // ESME_RBINDFAIL
  cancel_failed = 0x11,           // ESME_RCANCELFAIL
  replace_failed = 0x13,          // ESME_RREPLACEFAIL
  invalid_password = 0x0E,        // ESME_RINVPASWD
  queue_full = 0x14,              // ESME_RMSGQFUL
  submit_failed = 0x45,           // ESME_RSUBMITFAIL: our refusal of a submit_sm
  throttled = 0x58,               // ESME_RTHROTTLED
  temporary_app_error = 0x64,     // ESME_RX_T_APPN
  rejected_by_app = 0x66,         // ESME_RX_R_APPN: our refusal of a deliver_sm
  query_failed = 0x67,            // ESME_RQUERYFAIL
  invalid_tlv_stream = 0xC0,      // ESME_RINVOPTPARSTREAM
  missing_tlv = 0xC3,             // ESME_RMISSINGOPTPARAM
  delivery_failure = 0xFE,        // ESME_RDELIVERYFAILURE: of a data_sm in transaction mode
};

// Tags, §5.3.2.
enum class Tag : std::uint16_t {
  receipted_message_id = 0x001E,
  user_message_reference = 0x0204,
  source_port = 0x020A,
  destination_port = 0x020B,
  sar_msg_ref_num = 0x020C,
  sar_total_segments = 0x020E,
  sar_segment_seqnum = 0x020F,
  sc_interface_version = 0x0210,
  message_payload = 0x0424,
  delivery_failure_reason = 0x0425,
  message_state = 0x0427,
};

// interface_version (§5.2.4): TLVs came with 3.4 (§3.4), the statuses from 0x100 on with 5.0.
inline constexpr std::uint8_t kVersion34 = 0x34;
inline constexpr std::uint8_t kVersion5 = 0x50;

// Every enumerator has a counter.
enum class PduError : std::uint8_t {
  length_too_small,     // command_length below 16
  length_too_large,     // above the configured cap
  unterminated_string,  // a C-octet string without its NUL
  truncated,            // a fixed field beyond the PDU's end
  message_overrun,      // sm_length reaches beyond the PDU's end
  bad_destination,      // submit_multi: dest_flag neither 1 nor 2, or a list beyond the end
  not_a_message,        // parse_message on a command that carries no message
  malformed_tlvs,       // stray octets behind the last TLV, or one longer than the PDU
  no_payload,           // a data_sm without message_payload
};
inline constexpr std::size_t kPduErrors = 9;

struct Header {
  std::uint32_t length = 0;
  Command command{};
  Status status{};
  std::uint32_t sequence = 0;  // echoed as received, whatever its range (§3.2 asks for 1..7FFFFFFF)
};

// Big-endian, as all integers of the protocol (§3.1).
inline std::uint32_t read_u32(const std::uint8_t* bytes) noexcept {
  return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 |
         std::uint32_t{bytes[2]} << 8 | bytes[3];
}

inline void write_u32(std::uint8_t* bytes, std::uint32_t value) noexcept {
  bytes[0] = static_cast<std::uint8_t>(value >> 24);
  bytes[1] = static_cast<std::uint8_t>(value >> 16);
  bytes[2] = static_cast<std::uint8_t>(value >> 8);
  bytes[3] = static_cast<std::uint8_t>(value);
}

inline constexpr std::size_t kSequenceOffset = 12;

// Reads 16 octets at `bytes`.
inline Header read_header(const std::uint8_t* bytes) noexcept {
  return {read_u32(bytes), static_cast<Command>(read_u32(bytes + 4)),
          static_cast<Status>(read_u32(bytes + 8)), read_u32(bytes + kSequenceOffset)};
}

struct Pdu {
  Header header;
  Octets bytes;  // header included; exactly header.length octets
  Octets body() const noexcept { return bytes.subspan(kHeaderSize); }
};

// The first PDU of what has been read so far: absent while it is not all there. The length is
// judged as soon as its four octets are there. Inline, so that it need not go through memory.
inline std::expected<std::optional<Pdu>, PduError> next_pdu(Octets buffered,
                                                            std::size_t max_size) noexcept {
  if (buffered.size() < 4) return std::optional<Pdu>{};
  const std::uint32_t length = read_u32(buffered.data());
  if (length < kHeaderSize) return std::unexpected(PduError::length_too_small);
  if (length > max_size) return std::unexpected(PduError::length_too_large);
  if (buffered.size() < length) return std::optional<Pdu>{};
  return Pdu{read_header(buffered.data()), buffered.first(length)};
}

// TLVs, §3.2.4, walked in order; stops at the end or at the first that does not fit.
struct Tlv {
  Tag tag{};
  Octets value;
};

class TlvReader {
 public:
  explicit TlvReader(Octets tail) noexcept : rest_(tail) {}
  // False at the end. A TLV longer than what is left is returned cut short, as the last one.
  bool next(Tlv& tlv) noexcept;
  bool malformed() const noexcept { return malformed_; }  // 1-3 stray octets, or one cut short

 private:
  Octets rest_;
  bool malformed_ = false;
};

struct AddressView {
  std::uint8_t ton = 0;
  std::uint8_t npi = 0;
  std::string_view text;
};

// One of a submit_multi's destinations.
struct Destination {
  bool is_list = false;  // dest_flag 2: `address.text` is the name of a distribution list
  AddressView address;
  Octets bytes;  // all of it, as it stands in the PDU
};

// Walks the destinations of a submit_multi that parse_message has accepted.
class DestinationReader {
 public:
  DestinationReader(std::uint8_t count, Octets list) noexcept : left_(count), rest_(list) {}
  bool next(Destination& destination) noexcept;

 private:
  std::uint8_t left_;
  Octets rest_;
};

// Every PDU that carries a message: submit_sm, deliver_sm, submit_multi, data_sm, replace_sm,
// broadcast_sm. Fields a command does not have stay empty. `tlvs` is the rest of the PDU as it
// came, so that append_message() gives the same bytes again.
struct MessageView {
  Command command{};
  std::string_view service_type;
  AddressView source;
  AddressView destination;
  std::uint8_t destination_count =
      0;  // submit_multi, then `destinations` (read by DestinationReader)
  Octets destinations;
  std::string_view message_id;  // replace_sm, broadcast_sm
  std::uint8_t esm_class = 0;
  std::uint8_t protocol_id = 0;
  std::uint8_t priority_flag = 0;
  std::string_view schedule_delivery_time;
  std::string_view validity_period;
  std::uint8_t registered_delivery = 0;
  std::uint8_t replace_if_present = 0;
  std::uint8_t data_coding = 0;
  bool data_coding_said = true;  // false: replace_sm has no such field (§4.10.1)
  std::uint8_t sm_default_msg_id = 0;
  Octets short_message;  // sm_length octets; 255 is accepted (v5)
  Octets tlvs;
};

bool carries_message(Command command) noexcept;
std::expected<MessageView, PduError> parse_message(const Pdu& pdu) noexcept;

// bind_receiver, bind_transmitter, bind_transceiver: §4.1.
struct BindView {
  std::string_view system_id;
  std::string_view password;
  std::string_view system_type;
  std::uint8_t interface_version = 0;
  AddressView address_range;
  Octets tlvs;
};
std::expected<BindView, PduError> parse_bind(const Pdu& pdu) noexcept;

// The version that an SMSC says it has in its answer to a bind (§4.1.2, §5.3.2.25); absent where it
// does not say.
std::optional<std::uint8_t> sc_interface_version(const Pdu& bind_response) noexcept;

// submit_multi_resp, §4.5.2. A body that ends early has nothing unsuccessful; absent where it has
// more than fits.
struct MultiResponseView {
  std::string_view message_id;
  std::uint8_t count = 0;  // of unsuccess_sme in `unsuccessful`
  Octets unsuccessful;
  Octets tlvs;
};
std::optional<MultiResponseView> parse_multi_response(const Pdu& pdu) noexcept;

// The message that a query_sm (§4.8.1) or a cancel_sm (§4.9.1) is about; empty where there is none.
std::string_view asked_message_id(const Pdu& pdu) noexcept;

// The message_id of a submit_sm_resp, deliver_sm_resp or data_sm_resp; empty where the body is left
// out, as with an error status (§4.4.2).
std::string_view response_message_id(const Pdu& pdu) noexcept;

}  // namespace picket::smpp
