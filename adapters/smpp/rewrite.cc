// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/rewrite.h"

#include <algorithm>

namespace picket::smpp {
namespace {

constexpr std::uint8_t kAlphanumeric = 5;          // type of number, §5.2.5
constexpr std::size_t kLongestShortMessage = 254;  // §5.2.21

// How much of an alphabet fits one message, and one part beside its user data header
// (TS 23.040 §9.2.3.24.1), in the octets that SMPP carries.
struct Limits {
  std::size_t single;
  std::size_t part;
};

Limits limits_of(gsm::Alphabet alphabet) noexcept {
  return alphabet == gsm::Alphabet::gsm7 ? Limits{160, 153} : Limits{140, 134};
}

std::size_t parts_of(std::size_t octets, const Limits& limits) noexcept {
  return octets <= limits.single ? 1 : (octets + limits.part - 1) / limits.part;
}

Octets words_of(const Prefix& prefix, gsm::Alphabet alphabet) noexcept {
  switch (alphabet) {
    case gsm::Alphabet::gsm7:
      return prefix.gsm7;
    case gsm::Alphabet::ucs2:
      return prefix.ucs2;
    case gsm::Alphabet::latin1:
    case gsm::Alphabet::utf8:
    case gsm::Alphabet::gb18030:
      return prefix.ascii;
    default:
      return {};
  }
}

// Texts whose label is doubtful, or that begin with more than the text, stay as they are.
bool can_take_prefix(const FieldText& text) noexcept {
  const gsm::Alphabet alphabet = text.coding.alphabet;
  const bool shifted = text.coding.locking_shift != 0 || text.coding.single_shift != 0;
  const bool later_part = text.concatenation && text.concatenation->number > 1;
  if (text.ported || shifted || later_part) return false;
  if (!gsm::second_readings(alphabet, text.octets).empty()) return false;
  const bool marked = text.octets.size() >= 2 && text.octets[0] >= 0xFE && text.octets[1] >= 0xFE;
  return !(alphabet == gsm::Alphabet::ucs2 && marked);
}

// Whether a field of `size` octets, `header` of them its user data header, may become longer by
// `more`.
bool has_room(const FieldText& text, std::size_t header, std::size_t more) noexcept {
  const Limits limits = limits_of(text.coding.alphabet);
  const std::size_t now = text.octets.size();
  if (text.concatenation && text.concatenation->total > 1) return now + more <= limits.part - 1;
  if (header > 0) {
    // Septets behind a header begin at a septet's boundary.
    const std::size_t room =
        limits.single == 160 ? (140 - std::min<std::size_t>(header, 140)) * 8 / 7 : 140 - header;
    return header < 140 && now + more <= room;
  }
  return parts_of(now + more, limits) == parts_of(now, limits);
}

// The field with the prefix in it; false where no prefix fits.
bool put_prefix(const FieldText& text, Octets field, const Treatment& treatment, Bytes& out) {
  const std::size_t header = field.size() - text.octets.size();
  for (const Prefix& prefix : treatment.prefixes) {
    const Octets words = words_of(prefix, text.coding.alphabet);
    if (words.empty() || !has_room(text, header, words.size())) continue;
    out.assign(field.begin(), field.begin() + static_cast<std::ptrdiff_t>(header));
    out.insert(out.end(), words.begin(), words.end());
    out.insert(out.end(), text.octets.begin(), text.octets.end());
    return true;
  }
  return false;
}

void replace_payload(Octets tlvs, Octets payload, Bytes& out) {
  out.clear();
  TlvReader reader(tlvs);
  for (Tlv tlv; reader.next(tlv);) {
    const bool replaced = tlv.tag == Tag::message_payload && !tlv.value.empty();
    append_tlv(out, tlv.tag, replaced ? payload : tlv.value);
  }
}

// short_message, or where that is empty the last message_payload.
Octets main_field(const MessageView& message) noexcept {
  Octets field = message.short_message;
  if (!field.empty()) return field;
  TlvReader reader(message.tlvs);
  for (Tlv tlv; reader.next(tlv);) {
    if (tlv.tag == Tag::message_payload && !tlv.value.empty()) field = tlv.value;
  }
  return field;
}

bool add_prefix(MessageView& message, const TlvFacts& tlvs, const Treatment& treatment,
                gsm::Alphabet default_alphabet, RewriteBuffers& buffers) {
  const bool in_payload = message.short_message.empty();
  if (tlvs.payloads != (in_payload ? 1u : 0u) || !message.data_coding_said) return false;
  const Octets field = main_field(message);
  const FieldText text = field_text(message, tlvs, field, default_alphabet);
  if (!can_take_prefix(text) || !put_prefix(text, field, treatment, buffers.text)) return false;
  if (in_payload) {
    if (buffers.text.size() > 0xFFFF) return false;
    replace_payload(message.tlvs, buffers.text, buffers.tlvs);
    message.tlvs = buffers.tlvs;
  } else {
    if (buffers.text.size() > kLongestShortMessage) return false;
    message.short_message = buffers.text;
  }
  return true;
}

// A handset joins parts by their sender, and those before this one may have gone on unchanged; an
// SMSC finds the message to be replaced by its sender, too (§4.10.1).
bool relabel(MessageView& message, const TlvFacts& tlvs, const Treatment& treatment,
             gsm::Alphabet default_alphabet) noexcept {
  const FieldText text = field_text(message, tlvs, main_field(message), default_alphabet);
  const bool is_part = text.concatenation && text.concatenation->total > 1;
  if (is_part || message.command == Command::replace_sm) return false;
  message.source = {kAlphanumeric, 0, treatment.label};
  return true;
}

}  // namespace

bool rewrite(MessageView& message, const TlvFacts& tlvs, const Treatment& treatment,
             gsm::Alphabet default_alphabet, RewriteBuffers& buffers) {
  if (tlvs.registered_template || tlvs.malformed) return false;
  switch (treatment.warning) {
    case Warning::relabel:
      return relabel(message, tlvs, treatment, default_alphabet);
    case Warning::prefix:
      return add_prefix(message, tlvs, treatment, default_alphabet, buffers);
    default:
      return false;
  }
}

}  // namespace picket::smpp
