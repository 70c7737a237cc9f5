// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/mapping.h"

#include <algorithm>

#include "adapters/gsm/udh.h"

namespace picket::smpp {
namespace {

// The largest message_payload in two readings, or the largest joined message in two; what is beyond
// is cut. Touched only as far as texts reach.
constexpr std::size_t kTextCapacity = 2 * gsm::decoded_capacity(64 * 1024);
constexpr std::size_t kAddressCapacity = 256;

// esm_class, §5.2.12.
constexpr std::uint8_t kTypeMask = 0x3C;
constexpr std::uint8_t kDeliveryReceipt = 0x04;
constexpr std::uint8_t kIntermediateNotification = 0x20;
constexpr std::uint8_t kUserDataHeader = 0x40;

// Message segmentation by TLVs, valid only when all three are there (§5.3.2.22-24).
struct Segmentation {
  std::optional<std::uint16_t> reference;
  std::optional<std::uint8_t> total;
  std::optional<std::uint8_t> number;

  void read(const Tlv& tlv) noexcept {
    if (tlv.tag == Tag::sar_msg_ref_num && tlv.value.size() == 2) {
      reference = static_cast<std::uint16_t>(tlv.value[0] << 8 | tlv.value[1]);
    } else if (tlv.tag == Tag::sar_total_segments && tlv.value.size() == 1) {
      total = tlv.value[0];
    } else if (tlv.tag == Tag::sar_segment_seqnum && tlv.value.size() == 1) {
      number = tlv.value[0];
    }
  }

  std::optional<gsm::Concatenation> concatenation() const noexcept {
    if (!reference || !total || !number || *number == 0 || *number > *total) return std::nullopt;
    return gsm::Concatenation{*reference, *total, *number, 16};
  }
};

std::optional<gsm::Concatenation> segmentation_of(const MessageView& message) noexcept {
  Segmentation segmentation;
  TlvReader reader(message.tlvs);
  for (Tlv tlv; reader.next(tlv);) segmentation.read(tlv);
  return segmentation.concatenation();
}

}  // namespace

bool is_receipt(const MessageView& message, Side from) noexcept {
  if (from != Side::smsc) return false;
  if (message.command != Command::deliver_sm && message.command != Command::data_sm) return false;
  const std::uint8_t type = message.esm_class & kTypeMask;
  if (type == kDeliveryReceipt || type == kIntermediateNotification) return true;
  // A type that users' acknowledgements or reserved values have is not overruled by TLVs.
  if (type != 0) return false;
  bool has_id = false;
  bool has_state = false;
  TlvReader reader(message.tlvs);
  for (Tlv tlv; reader.next(tlv);) {
    has_id = has_id || tlv.tag == Tag::receipted_message_id;
    has_state = has_state || tlv.tag == Tag::message_state;
  }
  return has_id && has_state;
}

Status block_status(Side from) noexcept {
  return from == Side::esme ? Status::submit_failed : Status::rejected_by_app;
}

Status trouble_status(Side from) noexcept {
  return from == Side::esme ? Status::throttled : Status::temporary_app_error;
}

Status malformed_status(PduError error) noexcept {
  return error == PduError::message_overrun ? Status::invalid_message_length
                                            : Status::invalid_command_length;
}

std::string route_of(std::string_view system_id) {
  std::string route = "smpp:";
  for (const char c : system_id) route += c > ' ' && c < 0x7F ? c : '?';
  return route;
}

MessageMapper::MessageMapper()
    : text_(kTextCapacity), from_(kAddressCapacity), to_(kAddressCapacity) {
  septets_.reserve(512);
}

MappedMessage MessageMapper::map(const MessageView& message, const AddressView& to,
                                 const MappingOptions& options, gsm::PartStore& parts,
                                 core::Ticks now) noexcept {
  context_ = {&message, &to, &parts, options.part_group, now};
  text_size_ = 0;
  MappedMessage mapped;
  std::size_t fields = message.short_message.empty() ? 0 : 1;
  if (fields != 0) read_field(message, message.short_message, options, mapped);
  TlvReader reader(message.tlvs);
  for (Tlv tlv; reader.next(tlv);) {
    if (tlv.tag != Tag::message_payload || tlv.value.empty()) continue;
    ++fields;
    read_field(message, tlv.value, options, mapped);
  }
  mapped.bad_tlvs = reader.malformed();
  mapped.both_fields = fields > 1;
  mapped.undecoded = fields > 0 && text_size_ == 0;
  mapped.event.channel = core::Channel::sms;
  mapped.event.text = {text_.data(), text_size_};
  mapped.event.from = {as_utf8(message.source.text, from_), message.source.ton};
  mapped.event.to = {as_utf8(to.text, to_), to.ton};
  return mapped;
}

// replace_sm says nothing of its alphabet (§4.10.1), so it is read in every plausible one.
void MessageMapper::read_field(const MessageView& message, Octets field,
                               const MappingOptions& options, MappedMessage& mapped) {
  Text text{gsm::alphabet_of(message.data_coding, options.default_alphabet), field, 0};
  if (text.alphabet == gsm::Alphabet::gsm7 &&
      options.default_alphabet == gsm::Alphabet::gsm7_packed) {
    text.alphabet = gsm::Alphabet::gsm7_packed;
  }
  std::optional<gsm::Concatenation> concatenation;
  gsm::PartTransport transport = gsm::PartTransport::sar;
  if ((message.esm_class & kUserDataHeader) != 0) {
    if (const auto header = gsm::parse_udh(field)) {
      text.octets = field.subspan(header->size);
      text.fill_bits = header->fill_bits();
      concatenation = header->concatenation;
      if (concatenation) {
        transport = concatenation->reference_bits == 16 ? gsm::PartTransport::udh16
                                                        : gsm::PartTransport::udh8;
      }
    }
  }
  if (!concatenation) concatenation = segmentation_of(message);
  if (concatenation && concatenation->total > 1 && !mapped.part) {
    admit(text, *concatenation, transport, mapped);
    add_joined(mapped);
    return;
  }
  add_single(text, mapped);
  if (message.command == Command::replace_sm && text.alphabet != gsm::Alphabet::ucs2) {
    separate();
    add({gsm::Alphabet::ucs2, text.octets, 0}, mapped);
  }
}

void MessageMapper::admit(const Text& text, const gsm::Concatenation& concatenation,
                          gsm::PartTransport transport, MappedMessage& mapped) {
  gsm::Part part{concatenation.number, concatenation.total, text.alphabet, text.octets};
  if (text.alphabet == gsm::Alphabet::gsm7_packed) {
    // Parts begin at a septet of their own, so they are unpacked before they are joined.
    septets_.resize(text.octets.size() * 8 / 7 + 1);
    const std::size_t count = gsm::unpack_septets(text.octets, text.fill_bits, septets_);
    part.alphabet = gsm::Alphabet::gsm7;
    part.octets = Octets(septets_).first(count);
  }
  const AddressView& from = context_.message->source;
  mapped.part.emplace(context_.part_group, gsm::PartKey::Address{from.ton, from.text},
                      gsm::PartKey::Address{context_.to->ton, context_.to->text}, transport,
                      concatenation);
  mapped.admission = context_.parts->admit(*mapped.part, part, context_.now, joined_);
  mapped.truncated = mapped.truncated || joined_.truncated();
}

void MessageMapper::add_single(const Text& text, MappedMessage& mapped) {
  separate();
  add(text, mapped);
  const gsm::Alphabet second = gsm::second_reading(text.alphabet, text.octets);
  if (second == text.alphabet) return;
  mapped.second_reading = true;
  separate();
  add({second, text.octets, 0}, mapped);
}

// First everything as labelled, then, where a label is implausible, everything again with the
// second readings in their places.
void MessageMapper::add_joined(MappedMessage& mapped) {
  bool implausible = false;
  for (const auto& stretch : joined_.stretches()) {
    const Octets octets = joined_.octets(stretch);
    implausible = implausible || gsm::second_reading(stretch.alphabet, octets) != stretch.alphabet;
    if (stretch.starts_run) separate();
    add({stretch.alphabet, octets, 0}, mapped);
  }
  if (!implausible) return;
  mapped.second_reading = true;
  for (const auto& stretch : joined_.stretches()) {
    const Octets octets = joined_.octets(stretch);
    if (stretch.starts_run) separate();
    add({gsm::second_reading(stretch.alphabet, octets), octets, 0}, mapped);
  }
}

void MessageMapper::add(const Text& text, MappedMessage& mapped) {
  const auto decoded =
      gsm::decode(text.alphabet, text.octets, std::span(text_).subspan(text_size_), text.fill_bits);
  text_size_ += decoded.text.size();
  mapped.truncated = mapped.truncated || decoded.truncated;
}

// Texts of one message that are not one text: readings, fields, variants of parts.
void MessageMapper::separate() {
  if (text_size_ > 0 && text_size_ < text_.size()) text_[text_size_++] = '\n';
}

std::string_view MessageMapper::as_utf8(std::string_view address, std::vector<char>& buffer) {
  const bool ascii =
      std::all_of(address.begin(), address.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
  if (ascii) return address;
  const Octets octets(reinterpret_cast<const std::uint8_t*>(address.data()), address.size());
  auto decoded = gsm::decode(gsm::Alphabet::utf8, octets, buffer);
  if (decoded.replaced > 0) decoded = gsm::decode(gsm::Alphabet::latin1, octets, buffer);
  return decoded.text;
}

}  // namespace picket::smpp
