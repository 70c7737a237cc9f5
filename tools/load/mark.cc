// SPDX-License-Identifier: Apache-2.0
#include "tools/load/mark.h"

#include <array>

namespace picket::load {

namespace {
constexpr auto kMarkTag = static_cast<smpp::Tag>(0x1401);
constexpr std::size_t kMarkValueSize = 4;
}  // namespace

void append_mark(smpp::Bytes& tlvs) {
  constexpr std::array<std::uint8_t, kMarkValueSize> kToWrite{};
  smpp::append_tlv(tlvs, kMarkTag, kToWrite);
}

void write_mark(smpp::Bytes& pdus, std::uint32_t mark) noexcept {
  smpp::write_u32(pdus.data() + pdus.size() - kMarkValueSize, mark);
}

std::optional<std::uint32_t> mark_of(const smpp::MessageView& message) noexcept {
  smpp::TlvReader reader(message.tlvs);
  for (smpp::Tlv tlv; reader.next(tlv);) {
    if (tlv.tag == kMarkTag && tlv.value.size() == kMarkValueSize)
      return smpp::read_u32(tlv.value.data());
  }
  return std::nullopt;
}

}  // namespace picket::load
