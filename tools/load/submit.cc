// SPDX-License-Identifier: Apache-2.0
#include "tools/load/submit.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "adapters/gsm/encode.h"
#include "tools/load/mark.h"

namespace picket::load {

namespace {

constexpr std::size_t kReferenceInUdh = 3;  // after UDHL, IEI 0x08 and its length
constexpr std::uint8_t kUdhPresent = 0x40;  // esm_class, SMPP 3.4 §5.2.12
constexpr std::size_t kLongestShortMessage = 254;

bool is_ascii_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

smpp::AddressView parse_address(std::string_view written) noexcept {
  if (written.starts_with('+')) return {.ton = 1, .npi = 1, .text = written.substr(1)};
  if (std::any_of(written.begin(), written.end(), is_ascii_letter)) {
    return {.ton = 5, .npi = 0, .text = written};
  }
  return {.ton = 0, .npi = 1, .text = written};
}

SubmitPdus::SubmitPdus(std::span<const Message> messages, const SubmitOptions& options)
    : marked_(options.marked) {
  for (std::uint32_t i = 0; i < messages.size(); ++i) add_message(messages[i], i, options);
}

void SubmitPdus::add_message(const Message& message, std::uint32_t index,
                             const SubmitOptions& options) {
  const auto encoded = gsm::encode(message.text);
  const auto parts = gsm::split_text(encoded, 0, 16);
  smpp::MessageView view;
  view.command = smpp::Command::submit_sm;
  view.source = parse_address(message.from);
  view.destination = parse_address(message.to);
  view.registered_delivery = options.ask_receipt ? 1 : 0;
  view.data_coding = encoded.data_coding;
  smpp::Bytes tlvs;
  const bool in_payload = parts.size() > 1 && options.long_texts == LongTexts::payload;
  if (in_payload) smpp::append_tlv(tlvs, smpp::Tag::message_payload, encoded.octets);
  if (marked_) append_mark(tlvs);
  view.tlvs = tlvs;
  if (parts.size() == 1 || in_payload) {
    if (!in_payload) view.short_message = parts[0];
    add_pdu(view, {.message = index, .expect = message.expect});
    return;
  }
  view.esm_class = kUdhPresent;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    view.short_message = parts[k];
    const bool decides = message.expect != Expectation::refuse || k + 1 == parts.size();
    add_pdu(view, {.message = index,
                   .reference = kReferenceInUdh,
                   .first_part = k == 0,
                   .expect = decides ? message.expect : Expectation::any});
  }
}

void SubmitPdus::add_pdu(const smpp::MessageView& view, SubmitPdu pdu) {
  if (view.short_message.size() > kLongestShortMessage) {
    throw std::runtime_error(fmt::format("message {}: too long for one PDU", pdu.message + 1));
  }
  pdu.at = bytes_.size();
  smpp::append_message(bytes_, 0, view);
  pdu.size = bytes_.size() - pdu.at;
  // short_message is the last field before the TLVs.
  if (pdu.reference != 0) pdu.reference += pdu.size - view.tlvs.size() - view.short_message.size();
  pdus_.push_back(pdu);
}

void SubmitPdus::append(smpp::Bytes& out, std::size_t i, const Fresh& fresh) const {
  const SubmitPdu& pdu = pdus_[i];
  const std::size_t at = out.size();
  out.insert(out.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(pdu.at),
             bytes_.begin() + static_cast<std::ptrdiff_t>(pdu.at + pdu.size));
  smpp::write_u32(out.data() + at + smpp::kSequenceOffset, fresh.sequence);
  if (pdu.reference != 0) {
    out[at + pdu.reference] = static_cast<std::uint8_t>(fresh.reference >> 8);
    out[at + pdu.reference + 1] = static_cast<std::uint8_t>(fresh.reference);
  }
  if (marked_) write_mark(out, fresh.mark);
}

}  // namespace picket::load
