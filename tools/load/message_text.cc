// SPDX-License-Identifier: Apache-2.0
#include "tools/load/message_text.h"

#include <algorithm>

#include "adapters/gsm/alphabet.h"
#include "adapters/gsm/udh.h"

namespace picket::load {

namespace {
constexpr std::uint8_t kUdhPresent = 0x40;  // esm_class, SMPP 3.4 §5.2.12
}

smpp::Octets octets_of(const smpp::MessageView& message) noexcept {
  if (!message.short_message.empty()) return message.short_message;
  smpp::TlvReader tlvs(message.tlvs);
  for (smpp::Tlv tlv; tlvs.next(tlv);) {
    if (tlv.tag == smpp::Tag::message_payload) return tlv.value;
  }
  return {};
}

std::string text_of(const smpp::MessageView& message) {
  auto octets = octets_of(message);
  if ((message.esm_class & kUdhPresent) != 0) {
    if (const auto udh = gsm::parse_udh(octets)) octets = octets.subspan(udh->size);
  }
  const auto alphabet = gsm::alphabet_of(message.data_coding, gsm::Alphabet::gsm7);
  std::string text(gsm::decoded_capacity(octets.size()), '\0');
  text.resize(gsm::decode(alphabet, octets, text).text.size());
  return text;
}

}  // namespace picket::load
