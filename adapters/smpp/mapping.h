// SPDX-License-Identifier: Apache-2.0
// Between SMPP and the engine: which PDUs are judged, what their event and text are, and what a
// decision looks like on the wire. Knows no sockets. A MessageMapper lives on one worker; what it
// returns points into the PDU and into its own buffers and is valid until it maps again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/gsm/alphabet.h"
#include "adapters/gsm/parts.h"
#include "adapters/smpp/field.h"
#include "adapters/smpp/pdu.h"
#include "adapters/smpp/side.h"
#include "filter/core/event.h"

namespace picket::smpp {

// Exactly what is never judged: a deliver_sm or data_sm that comes from the SMSC and is a delivery
// receipt or an intermediate notification by its esm_class (§5.2.12), or carries both
// receipted_message_id and message_state. Text that looks like a receipt is none, acknowledgements
// that users write are none, and nothing that an ESME sends is one.
bool is_receipt(const MessageView& message, const TlvFacts& tlvs, Side from) noexcept;

// Refusing for trouble, by the side that the message came from; a PDU that cannot be read, by what
// is wrong with it. Blocks: treatment.h.
Status trouble_status(Side from) noexcept;
Status malformed_status(PduError error) noexcept;

// smpp:SYSTEM_ID; octets that are not printable ASCII become `?`.
std::string route_of(std::string_view system_id);

struct MappingOptions {
  gsm::Alphabet default_alphabet = gsm::Alphabet::gsm7;  // of data_coding 0
  std::uint32_t part_group = 0;                          // see gsm::PartKey
};

struct MappedMessage {
  core::Event event;  // channel, text, from, to; the rest is the caller's
  std::optional<gsm::PartKey> part;
  gsm::Admission admission;     // of the part
  bool both_fields = false;     // short_message and message_payload are both filled, or several
                                // payloads: all of them are in the text
  bool second_reading = false;  // the data_coding is implausible: all readings are in the text
  bool undecoded = false;       // binary: the event has no text
  bool truncated = false;       // the text did not fit and was cut
};

class MessageMapper {
 public:
  MessageMapper();

  // `tlvs` of the message. `to` is the destination meant: message.destination, or one of a
  // submit_multi's. Admits the message to `parts` where it is part of a longer one. `now` in steady
  // nanoseconds.
  MappedMessage map(const MessageView& message, const TlvFacts& tlvs, const AddressView& to,
                    const MappingOptions& options, gsm::PartStore& parts, core::Ticks now) noexcept;

 private:
  void read_field(Octets field, MappedMessage& mapped);
  void admit(const FieldText& text, MappedMessage& mapped);
  void add_single(const FieldText& text, MappedMessage& mapped);
  void add_every_reading(Octets octets, MappedMessage& mapped);
  void add_joined(MappedMessage& mapped);
  void add(gsm::Coding coding, Octets octets, unsigned fill_bits, MappedMessage& mapped);
  void separate();
  std::string_view as_utf8(std::string_view address, std::vector<char>& buffer);

  // Of the map() that is running.
  struct Context {
    const MessageView* message = nullptr;
    const TlvFacts* tlvs = nullptr;
    const AddressView* to = nullptr;
    const MappingOptions* options = nullptr;
    gsm::PartStore* parts = nullptr;
    core::Ticks now = 0;
  } context_;

  std::vector<char> text_;  // kTextCapacity; text_size_ of it used
  std::size_t text_size_ = 0;
  std::vector<char> from_;
  std::vector<char> to_;
  std::vector<std::uint8_t> septets_;
  gsm::JoinedOctets joined_;
};

}  // namespace picket::smpp
