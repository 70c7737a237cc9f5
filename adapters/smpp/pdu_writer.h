// SPDX-License-Identifier: Apache-2.0
// SMPP onto the wire: appends one PDU to a byte vector that the caller keeps and reuses, so that in
// steady state nothing is allocated. parse and append are inverse: appending what was parsed gives
// the bytes that were parsed.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "adapters/smpp/pdu.h"

namespace picket::smpp {

using Bytes = std::vector<std::uint8_t>;

// A PDU without a body: enquire_link, unbind, their responses, generic_nack, error responses.
void append_header_only(Bytes& out, Command command, Status status, std::uint32_t sequence);

// A response whose body is one C-octet string: submit_sm_resp (message_id), deliver_sm_resp
// (empty), data_sm_resp; and bind_*_resp (system_id), which may carry TLVs.
void append_string_response(Bytes& out, Command command, Status status, std::uint32_t sequence,
                            std::string_view text, Octets tlvs = {});

// query_sm_resp, §4.8.2; `final_date` in the form of §7.1.1, empty where the message is under way.
struct QueryAnswer {
  std::string_view message_id;
  std::string_view final_date;
  std::uint8_t message_state = 0;
  std::uint8_t error_code = 0;
};
void append_query_response(Bytes& out, std::uint32_t sequence, const QueryAnswer& answer);

void append_bind(Bytes& out, Command command, std::uint32_t sequence, const BindView& bind);

// Lays the fields out as `message.command` asks. short_message must hold at most 255 octets.
void append_message(Bytes& out, std::uint32_t sequence, const MessageView& message,
                    Status status = Status::ok);

// One TLV, to build the `tlvs` of the above.
void append_tlv(Bytes& out, Tag tag, Octets value);

}  // namespace picket::smpp
