// SPDX-License-Identifier: Apache-2.0
// UTF-8 to the alphabets of short messages and to the parts of a long one: what senders do. For
// tests, load tools and notices; allocates freely, never on the path of a judged message.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "adapters/gsm/alphabet.h"

namespace picket::gsm {

// One septet an octet; absent where a character is in neither table.
std::optional<std::vector<std::uint8_t>> encode_gsm7(std::string_view utf8);

// UTF-16BE, surrogate pairs above U+FFFF.
std::vector<std::uint8_t> encode_ucs2(std::string_view utf8);

// One septet an octet to eight in seven octets, after `fill_bits` (0..6) zero bits.
std::vector<std::uint8_t> pack_septets(Octets septets, unsigned fill_bits = 0);

struct EncodedText {
  Alphabet alphabet = Alphabet::gsm7;  // gsm7 where it can be, else ucs2
  std::vector<std::uint8_t> octets;
  std::uint8_t data_coding = 0;  // 0x00 or 0x08
};
EncodedText encode(std::string_view utf8);

// The short_message octets of each part, each beginning with a user data header, when a text does
// not fit one message (160 septets, 140 octets); else the text alone. Neither an escape sequence
// nor a surrogate pair is cut (TS 23.040 §9.2.3.24.1). At most 255 parts: the rest is left out.
// `reference_bits` is 8 or 16.
std::vector<std::vector<std::uint8_t>> split_text(const EncodedText& text, std::uint16_t reference,
                                                  std::uint8_t reference_bits = 8);

}  // namespace picket::gsm
