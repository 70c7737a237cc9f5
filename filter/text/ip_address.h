// SPDX-License-Identifier: Apache-2.0
// IPv4 addresses as browsers read them: decimal, octal (0...) or hexadecimal (0x...) numbers, one
// to four of them, the last filling the bytes that are left (WHATWG URL Standard, "IPv4 parser").
// Any thread; allocates nothing.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace picket::text {

struct Ipv4 {
  std::uint32_t address;  // host byte order
  int parts;              // 1..4, as written
};

std::optional<Ipv4> parse_ipv4(std::string_view host) noexcept;

// Dotted decimal at `out`; returns its length.
std::size_t format_ipv4(std::uint32_t address, std::array<char, 16>& out) noexcept;

}  // namespace picket::text
