// SPDX-License-Identifier: Apache-2.0
// What the text fields of a message are: their alphabet, where the text begins, whether they are
// part of a longer one, whom they are for. Pure functions; views into the PDU.
#pragma once

#include <cstdint>
#include <optional>

#include "adapters/gsm/alphabet.h"
#include "adapters/gsm/parts.h"
#include "adapters/smpp/pdu.h"

namespace picket::smpp {

// One walk over a message's TLVs. Of a TLV that comes twice the last counts, but for payloads,
// which all do.
struct TlvFacts {
  unsigned payloads = 0;                            // message_payload that is not empty
  unsigned all_payloads = 0;                        // those that are, too
  std::optional<gsm::Concatenation> concatenation;  // by all three SAR TLVs (§5.3.2.22-24), sound
  bool has_port = false;                            // source_port or destination_port
  std::optional<std::uint16_t> destination_port;
  bool receipted_message_id = false;  // there is one
  bool message_state = false;
  bool registered_template = false;  // India's TLVs: the text is compared octet by octet later
  bool malformed = false;            // stray octets at the end, or a TLV longer than the PDU
};
TlvFacts tlv_facts(Octets tlvs) noexcept;

struct FieldText {
  gsm::Coding coding;
  Octets octets;  // without the user data header
  unsigned fill_bits = 0;
  std::optional<gsm::Concatenation> concatenation;
  gsm::PartTransport transport = gsm::PartTransport::sar;
  // For an application, not a reader (TS 23.040 §9.2.3.24.3, .4): a WAP push shows what it pushes,
  // nothing else of the kind is text.
  bool ported = false;
};

// `field`: short_message or a message_payload. `default_alphabet` of data_coding 0.
FieldText field_text(const MessageView& message, const TlvFacts& tlvs, Octets field,
                     gsm::Alphabet default_alphabet) noexcept;

}  // namespace picket::smpp
