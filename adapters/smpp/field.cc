// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/field.h"

#include "adapters/gsm/udh.h"

namespace picket::smpp {
namespace {

constexpr std::uint8_t kUserDataHeader = 0x40;  // of esm_class, §5.2.12
// Vendor TLVs of India's registry of templates: entity, template, chain of hashes.
constexpr std::uint16_t kFirstTemplateTag = 0x1400;
constexpr std::uint16_t kLastTemplateTag = 0x1402;
constexpr std::uint16_t kWapPush = 2948;
constexpr std::uint16_t kSecureWapPush = 2949;

// Valid only when all three are there.
struct Segmentation {
  std::optional<std::uint16_t> reference;
  std::optional<std::uint8_t> total;
  std::optional<std::uint8_t> number;

  std::optional<gsm::Concatenation> concatenation() const noexcept {
    if (!reference || !total || !number || *number == 0 || *number > *total) return std::nullopt;
    return gsm::Concatenation{*reference, *total, *number, 16};
  }
};

std::optional<std::uint16_t> two_octets(Octets value) noexcept {
  if (value.size() != 2) return std::nullopt;
  return static_cast<std::uint16_t>(value[0] << 8 | value[1]);
}

std::optional<std::uint8_t> one_octet(Octets value) noexcept {
  if (value.size() != 1) return std::nullopt;
  return value[0];
}

void read_header(Octets field, FieldText& text, std::optional<std::uint16_t>& port) noexcept {
  const auto header = gsm::parse_udh(field);
  if (!header) return;  // none after all: text from the first octet on
  text.octets = field.subspan(header->size);
  text.fill_bits = header->fill_bits();
  text.concatenation = header->concatenation;
  if (text.concatenation) {
    text.transport = text.concatenation->reference_bits == 16 ? gsm::PartTransport::udh16
                                                              : gsm::PartTransport::udh8;
  }
  if (header->ports) {
    text.ported = true;
    port = header->ports->destination;
  }
  if (text.coding.alphabet == gsm::Alphabet::gsm7 ||
      text.coding.alphabet == gsm::Alphabet::gsm7_packed) {
    text.coding.locking_shift = header->locking_shift;
    text.coding.single_shift = header->single_shift;
  }
}

}  // namespace

TlvFacts tlv_facts(Octets tlvs) noexcept {
  TlvFacts facts;
  if (tlvs.empty()) return facts;
  Segmentation segmentation;
  TlvReader reader(tlvs);
  for (Tlv tlv; reader.next(tlv);) {
    switch (tlv.tag) {
      case Tag::message_payload:
        ++facts.all_payloads;
        facts.payloads += tlv.value.empty() ? 0u : 1u;
        break;
      case Tag::sar_msg_ref_num:
        segmentation.reference = two_octets(tlv.value);
        break;
      case Tag::sar_total_segments:
        segmentation.total = one_octet(tlv.value);
        break;
      case Tag::sar_segment_seqnum:
        segmentation.number = one_octet(tlv.value);
        break;
      case Tag::source_port:
        facts.has_port = true;
        break;
      case Tag::destination_port:
        facts.has_port = true;
        facts.destination_port = two_octets(tlv.value);
        break;
      case Tag::receipted_message_id:
        facts.receipted_message_id = true;
        break;
      case Tag::message_state:
        facts.message_state = true;
        break;
      default: {
        const auto tag = static_cast<std::uint16_t>(tlv.tag);
        if (tag >= kFirstTemplateTag && tag <= kLastTemplateTag) facts.registered_template = true;
        break;
      }
    }
  }
  facts.concatenation = segmentation.concatenation();
  facts.malformed = reader.malformed();
  return facts;
}

FieldText field_text(const MessageView& message, const TlvFacts& tlvs, Octets field,
                     gsm::Alphabet default_alphabet) noexcept {
  FieldText text;
  text.coding = gsm::alphabet_of(message.data_coding, default_alphabet);
  if (text.coding.alphabet == gsm::Alphabet::gsm7 &&
      default_alphabet == gsm::Alphabet::gsm7_packed) {
    text.coding = gsm::Alphabet::gsm7_packed;
  }
  text.octets = field;
  text.ported = tlvs.has_port;
  std::optional<std::uint16_t> port = tlvs.destination_port;
  if ((message.esm_class & kUserDataHeader) != 0) read_header(field, text, port);
  if (!text.concatenation) text.concatenation = tlvs.concatenation;
  if (text.ported) {
    const bool push = port == kWapPush || port == kSecureWapPush;
    text.coding = push ? gsm::Alphabet::wap_push : gsm::Alphabet::data;
  }
  return text;
}

}  // namespace picket::smpp
