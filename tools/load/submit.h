// SPDX-License-Identifier: Apache-2.0
// Messages as submit_sm PDUs, laid out once before a run: sending one is then copying its bytes and
// writing its sequence number. Read-only and shared by all threads while the run lasts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "adapters/smpp/pdu_writer.h"
#include "tools/load/messages.h"

namespace picket::load {

enum class LongTexts {
  parts,    // user data headers with 16-bit references (TS 23.040 §9.2.3.24.8)
  payload,  // one PDU with a message_payload TLV (SMPP 3.4 §5.3.2.32)
};

struct SubmitOptions {
  LongTexts long_texts = LongTexts::parts;
  bool ask_receipt = false;  // registered_delivery 1
  bool marked = false;       // each ends with a mark (mark.h)
};

struct SubmitPdu {
  std::size_t at = 0;  // in the bytes of its SubmitPdus
  std::size_t size = 0;
  std::uint32_t message = 0;  // index of the message it is (a part of)
  std::size_t reference = 0;  // where the 16-bit reference stands in it; 0: not a part
  bool first_part = true;     // takes a new reference
  Expectation expect = Expectation::any;
};

class SubmitPdus {
 public:
  // A message in parts that is to be refused must have its last part refused: which of the others
  // are depends on what they say. One that is to be accepted must have all parts accepted.
  SubmitPdus(std::span<const Message> messages, const SubmitOptions& options);

  std::size_t size() const noexcept { return pdus_.size(); }
  const SubmitPdu& operator[](std::size_t i) const noexcept { return pdus_[i]; }

  // What is new each time a PDU is sent.
  struct Fresh {
    std::uint32_t sequence;
    std::uint16_t reference;  // used where the PDU is a part
    std::uint32_t mark;       // used where they are marked
  };
  // Appends PDU `i` to `out`.
  void append(smpp::Bytes& out, std::size_t i, const Fresh& fresh) const;

 private:
  void add_message(const Message& message, std::uint32_t index, const SubmitOptions& options);
  void add_pdu(const smpp::MessageView& view, SubmitPdu pdu);

  bool marked_;
  smpp::Bytes bytes_;
  std::vector<SubmitPdu> pdus_;
};

// An address as people write it: `+` and digits is international (TON 1), one with a letter
// alphanumeric (TON 5), anything else of unknown type. `text` is a view into `written`.
smpp::AddressView parse_address(std::string_view written) noexcept;

}  // namespace picket::load
