// SPDX-License-Identifier: Apache-2.0
// The user data header at the start of a short message's octets (3GPP TS 23.040 §9.2.3.24), present
// where SMPP's esm_class has bit 0x40. Pure, allocates nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>

#include "adapters/gsm/alphabet.h"

namespace picket::gsm {

// "This is part `number` of `total`". Only built with 1 <= number <= total.
struct Concatenation {
  std::uint16_t reference = 0;
  std::uint8_t total = 0;
  std::uint8_t number = 0;
  std::uint8_t reference_bits = 8;  // 8 (element 0x00) or 16 (element 0x08)
};

struct Ports {
  std::uint16_t destination = 0;
  std::uint16_t source = 0;
};

struct UserDataHeader {
  std::size_t size = 0;                        // octets to skip, the length octet included
  std::optional<Concatenation> concatenation;  // the last valid one (§9.2.3.24: later ones win)
  std::optional<Ports> ports;                  // element 0x04 or 0x05
  std::uint8_t single_shift = 0;               // national language, element 0x24; 0: none
  std::uint8_t locking_shift = 0;              // element 0x25
  bool malformed = false;  // an element ran over the header's end; what came before it is kept

  // Bits between the header and the first septet boundary of packed septets.
  unsigned fill_bits() const noexcept { return static_cast<unsigned>((7 - (size * 8) % 7) % 7); }
};

enum class UdhError : std::uint8_t {
  empty,    // no octets at all
  overrun,  // the header's length reaches beyond the message
};

// Elements may stand in any order; unknown ones are skipped. A concatenation with total 0, number 0
// or number > total is ignored (§9.2.3.24.1), so the message counts as a single one.
std::expected<UserDataHeader, UdhError> parse_udh(Octets message) noexcept;

}  // namespace picket::gsm
