// SPDX-License-Identifier: Apache-2.0
#include "filter/text/ip_address.h"

#include <charconv>

namespace picket::text {
namespace {

std::optional<std::uint64_t> parse_number(std::string_view part) noexcept {
  int base = 10;
  if (part.starts_with("0x")) {
    part.remove_prefix(2);
    base = 16;
    if (part.empty()) return 0;
  } else if (part.size() > 1 && part.front() == '0') {
    part.remove_prefix(1);
    base = 8;
  }
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value, base);
  if (error != std::errc{} || end != part.data() + part.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Ipv4> parse_ipv4(std::string_view host) noexcept {
  std::uint64_t address = 0;
  for (int parts = 1; parts <= 4; ++parts) {
    const std::size_t dot = host.find('.');
    const std::string_view part = host.substr(0, dot);
    const std::optional<std::uint64_t> value = parse_number(part);
    if (part.empty() || !value) return std::nullopt;
    if (dot == std::string_view::npos) {
      const int bits = 8 * (5 - parts);
      if (*value >> bits != 0) return std::nullopt;
      return Ipv4{static_cast<std::uint32_t>(address << bits | *value), parts};
    }
    if (*value > 255) return std::nullopt;
    address = address << 8 | *value;
    host.remove_prefix(dot + 1);
  }
  return std::nullopt;
}

std::size_t format_ipv4(std::uint32_t address, std::array<char, 16>& out) noexcept {
  char* p = out.data();
  for (int shift = 24; shift >= 0; shift -= 8) {
    p = std::to_chars(p, out.data() + out.size(), address >> shift & 0xFF).ptr;
    if (shift != 0) *p++ = '.';
  }
  return static_cast<std::size_t>(p - out.data());
}

}  // namespace picket::text
