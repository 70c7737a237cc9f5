// SPDX-License-Identifier: Apache-2.0
// A mark by which a submit is known again behind whatever it has passed: its ordinal in a TLV of
// the range that vendors may use (SMPP 3.4 §5.3.2: 0x1400 to 0x3FFF), which a filter must hand on
// as it is. Sequence numbers are not enough, a relay may change them.
#pragma once

#include <cstdint>
#include <optional>

#include "adapters/smpp/pdu_writer.h"

namespace picket::load {

// A mark to be written over, as the last TLV of a PDU.
void append_mark(smpp::Bytes& tlvs);
// Over the last octets of a PDU that ends with a mark.
void write_mark(smpp::Bytes& pdus, std::uint32_t mark) noexcept;

std::optional<std::uint32_t> mark_of(const smpp::MessageView& message) noexcept;

}  // namespace picket::load
