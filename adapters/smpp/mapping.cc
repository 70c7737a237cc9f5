// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/mapping.h"

#include <algorithm>

namespace picket::smpp {
namespace {

// The largest message_payload in two readings, or the largest joined message in two; what is beyond
// is cut. Touched only as far as texts reach.
constexpr std::size_t kReadings = 6;  // as labelled, and all that a label may be doubted for
constexpr std::size_t kTextCapacity = kReadings * gsm::decoded_capacity(64 * 1024);
constexpr std::size_t kAddressCapacity = 256;

// esm_class, §5.2.12.
constexpr std::uint8_t kTypeMask = 0x3C;
constexpr std::uint8_t kDeliveryReceipt = 0x04;
constexpr std::uint8_t kIntermediateNotification = 0x20;

}  // namespace

bool is_receipt(const MessageView& message, const TlvFacts& tlvs, Side from) noexcept {
  if (from != Side::smsc) return false;
  if (message.command != Command::deliver_sm && message.command != Command::data_sm) return false;
  const std::uint8_t type = message.esm_class & kTypeMask;
  if (type == kDeliveryReceipt || type == kIntermediateNotification) return true;
  // A type that users' acknowledgements or reserved values have is not overruled by TLVs.
  return type == 0 && tlvs.receipted_message_id && tlvs.message_state;
}

Status trouble_status(Side from) noexcept {
  return from == Side::esme ? Status::throttled : Status::temporary_app_error;
}

Status malformed_status(PduError error) noexcept {
  switch (error) {
    case PduError::message_overrun:
      return Status::invalid_message_length;
    case PduError::malformed_tlvs:
      return Status::invalid_tlv_stream;
    case PduError::no_payload:
      return Status::missing_tlv;
    default:
      return Status::invalid_command_length;
  }
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

MappedMessage MessageMapper::map(const MessageView& message, const TlvFacts& tlvs,
                                 const AddressView& to, const MappingOptions& options,
                                 gsm::PartStore& parts, core::Ticks now) noexcept {
  context_ = {&message, &tlvs, &to, &options, &parts, now};
  text_size_ = 0;
  MappedMessage mapped;
  unsigned fields = tlvs.payloads;
  if (!message.short_message.empty()) {
    ++fields;
    read_field(message.short_message, mapped);
  }
  if (tlvs.payloads != 0) {
    TlvReader reader(message.tlvs);
    for (Tlv tlv; reader.next(tlv);) {
      if (tlv.tag == Tag::message_payload && !tlv.value.empty()) read_field(tlv.value, mapped);
    }
  }
  mapped.both_fields = fields > 1;
  mapped.undecoded = fields > 0 && text_size_ == 0;
  mapped.event.channel = core::Channel::sms;
  mapped.event.text = {text_.data(), text_size_};
  mapped.event.from = {as_utf8(message.source.text, from_), message.source.ton};
  mapped.event.to = {as_utf8(to.text, to_), to.ton};
  return mapped;
}

void MessageMapper::read_field(Octets field, MappedMessage& mapped) {
  const FieldText text =
      field_text(*context_.message, *context_.tlvs, field, context_.options->default_alphabet);
  if (text.concatenation && text.concatenation->total > 1 && !mapped.part) {
    admit(text, mapped);
    add_joined(mapped);
  } else if (!context_.message->data_coding_said && !text.ported) {
    add_every_reading(text.octets, mapped);
  } else {
    add_single(text, mapped);
  }
}

void MessageMapper::admit(const FieldText& text, MappedMessage& mapped) {
  const gsm::Concatenation& concatenation = *text.concatenation;
  gsm::Part part{concatenation.number, concatenation.total, text.coding, text.octets};
  if (text.coding.alphabet == gsm::Alphabet::gsm7_packed) {
    // Parts begin at a septet of their own, so they are unpacked before they are joined.
    septets_.resize(text.octets.size() * 8 / 7 + 1);
    const std::size_t count = gsm::unpack_septets(text.octets, text.fill_bits, septets_);
    part.coding.alphabet = gsm::Alphabet::gsm7;
    part.octets = Octets(septets_).first(count);
  }
  const AddressView& from = context_.message->source;
  mapped.part.emplace(context_.options->part_group, gsm::PartKey::Address{from.ton, from.text},
                      gsm::PartKey::Address{context_.to->ton, context_.to->text}, text.transport,
                      concatenation);
  mapped.admission = context_.parts->admit(*mapped.part, part, context_.now, joined_);
  mapped.truncated = mapped.truncated || joined_.truncated();
}

void MessageMapper::add_single(const FieldText& text, MappedMessage& mapped) {
  separate();
  add(text.coding, text.octets, text.fill_bits, mapped);
  for (const gsm::Alphabet second : gsm::second_readings(text.coding.alphabet, text.octets)) {
    mapped.second_reading = true;
    separate();
    add(second, text.octets, 0, mapped);
  }
}

void MessageMapper::add_every_reading(Octets octets, MappedMessage& mapped) {
  const auto readings = gsm::plausible_readings(context_.options->default_alphabet, octets);
  for (const gsm::Alphabet alphabet : readings) {
    separate();
    add(alphabet, octets, 0, mapped);
  }
}

// First everything as labelled, then, where labels are implausible, everything again with the next
// of their other readings in their places, as long as there are any.
void MessageMapper::add_joined(MappedMessage& mapped) {
  std::size_t readings = 1;
  for (std::size_t reading = 0; reading < readings; ++reading) {
    for (const auto& stretch : joined_.stretches()) {
      const Octets octets = joined_.octets(stretch);
      const auto others = gsm::second_readings(stretch.coding.alphabet, octets);
      readings = std::max(readings, 1 + others.size());
      if (stretch.starts_run) separate();
      const bool as_labelled = reading == 0 || reading > others.size();
      add(as_labelled ? stretch.coding : gsm::Coding(others.begin()[reading - 1]), octets, 0,
          mapped);
    }
  }
  mapped.second_reading = mapped.second_reading || readings > 1;
}

void MessageMapper::add(gsm::Coding coding, Octets octets, unsigned fill_bits,
                        MappedMessage& mapped) {
  const auto decoded = gsm::decode(coding, octets, std::span(text_).subspan(text_size_), fill_bits);
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
