// SPDX-License-Identifier: Apache-2.0
#include "adapters/gsm/udh.h"

namespace picket::gsm {
namespace {

// Information element identifiers, TS 23.040 §9.2.3.24.
constexpr std::uint8_t kConcatenated8 = 0x00;
constexpr std::uint8_t kPorts8 = 0x04;
constexpr std::uint8_t kPorts16 = 0x05;
constexpr std::uint8_t kConcatenated16 = 0x08;
constexpr std::uint8_t kSingleShift = 0x24;
constexpr std::uint8_t kLockingShift = 0x25;

std::uint16_t two_octets(Octets at) noexcept {
  return static_cast<std::uint16_t>(at[0] << 8 | at[1]);
}

void keep_if_sound(UserDataHeader& header, const Concatenation& part) noexcept {
  if (part.number >= 1 && part.number <= part.total) header.concatenation = part;
}

// An element whose data has another length than its kind asks for is skipped like an unknown one.
void read_element(UserDataHeader& header, std::uint8_t kind, Octets data) noexcept {
  if (kind == kConcatenated8 && data.size() == 3) {
    keep_if_sound(header, {data[0], data[1], data[2], 8});
  } else if (kind == kConcatenated16 && data.size() == 4) {
    keep_if_sound(header, {two_octets(data), data[2], data[3], 16});
  } else if (kind == kPorts8 && data.size() == 2) {
    header.ports = Ports{data[0], data[1]};
  } else if (kind == kPorts16 && data.size() == 4) {
    header.ports = Ports{two_octets(data), two_octets(data.subspan(2))};
  } else if (kind == kSingleShift && data.size() == 1) {
    header.single_shift = data[0];
  } else if (kind == kLockingShift && data.size() == 1) {
    header.locking_shift = data[0];
  }
}

}  // namespace

std::expected<UserDataHeader, UdhError> parse_udh(Octets message) noexcept {
  if (message.empty()) return std::unexpected(UdhError::empty);
  const std::size_t length = message[0];
  if (length + 1 > message.size()) return std::unexpected(UdhError::overrun);
  UserDataHeader header;
  header.size = length + 1;
  Octets rest = message.subspan(1, length);
  while (!rest.empty()) {
    if (rest.size() < 2 || rest[1] > rest.size() - 2) {
      header.malformed = true;
      break;
    }
    read_element(header, rest[0], rest.subspan(2, rest[1]));
    rest = rest.subspan(2 + std::size_t{rest[1]});
  }
  return header;
}

}  // namespace picket::gsm
