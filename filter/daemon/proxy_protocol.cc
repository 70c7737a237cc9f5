// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/proxy_protocol.h"

#include <algorithm>

namespace picket::daemon {
namespace {

using asio::ip::tcp;

constexpr std::array<std::uint8_t, 12> kSignature{0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D,
                                                  0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
// Octet 13, version and command.
constexpr std::uint8_t kLocal = 0x20;
constexpr std::uint8_t kProxy = 0x21;
// Octet 14, family and transport.
constexpr std::uint8_t kUnspecified = 0x00;
constexpr std::uint8_t kTcp4 = 0x11;
constexpr std::uint8_t kTcp6 = 0x21;

std::size_t read_u16(const std::uint8_t* at) noexcept {
  return static_cast<std::size_t>(at[0]) << 8 | at[1];
}

void write_u16(std::uint8_t* at, std::size_t value) noexcept {
  at[0] = static_cast<std::uint8_t>(value >> 8);
  at[1] = static_cast<std::uint8_t>(value);
}

// Two addresses of one family, then two ports.
template <typename Address>
std::optional<ProxyHeader::Addresses> read_addresses(std::span<const std::uint8_t> from) noexcept {
  typename Address::bytes_type source, destination;
  constexpr std::size_t kSize = source.size();
  if (from.size() < 2 * kSize + 4) return std::nullopt;
  std::copy_n(from.begin(), kSize, source.begin());
  std::copy_n(from.begin() + kSize, kSize, destination.begin());
  const std::uint8_t* ports = from.data() + 2 * kSize;
  const auto port = [](std::size_t value) { return static_cast<asio::ip::port_type>(value); };
  return ProxyHeader::Addresses{{Address(source), port(read_u16(ports))},
                                {Address(destination), port(read_u16(ports + 2))}};
}

asio::ip::address_v6 as_v6(const asio::ip::address& address) noexcept {
  return address.is_v6() ? address.to_v6()
                         : asio::ip::make_address_v6(asio::ip::v4_mapped, address.to_v4());
}

}  // namespace

std::optional<std::size_t> proxy_header_size(
    std::span<const std::uint8_t, kProxyPrefix> prefix) noexcept {
  if (!std::equal(kSignature.begin(), kSignature.end(), prefix.begin())) return std::nullopt;
  if (prefix[12] != kLocal && prefix[12] != kProxy) return std::nullopt;
  const std::size_t size = kProxyPrefix + read_u16(&prefix[14]);
  if (size > kProxyLongest) return std::nullopt;
  return size;
}

std::optional<ProxyHeader> parse_proxy_header(std::span<const std::uint8_t> header) noexcept {
  if (header.size() < kProxyPrefix) return std::nullopt;
  if (proxy_header_size(header.first<kProxyPrefix>()) != header.size()) return std::nullopt;
  const std::uint8_t family = header[13];
  if (header[12] == kLocal || family == kUnspecified) return ProxyHeader{};
  const auto rest = header.subspan(kProxyPrefix);
  std::optional<ProxyHeader::Addresses> addresses;
  if (family == kTcp4) addresses = read_addresses<asio::ip::address_v4>(rest);
  if (family == kTcp6) addresses = read_addresses<asio::ip::address_v6>(rest);
  if (!addresses) return std::nullopt;
  return ProxyHeader{addresses};
}

ProxyHeaderBytes::ProxyHeaderBytes(const tcp::endpoint& source,
                                   const tcp::endpoint& destination) noexcept {
  std::copy(kSignature.begin(), kSignature.end(), bytes_.begin());
  const bool v4 = source.address().is_v4() && destination.address().is_v4();
  bytes_[12] = kProxy;
  bytes_[13] = v4 ? kTcp4 : kTcp6;
  auto* at = bytes_.data() + kProxyPrefix;
  for (const tcp::endpoint& end : {source, destination}) {
    if (v4) {
      const auto octets = end.address().to_v4().to_bytes();
      at = std::copy(octets.begin(), octets.end(), at);
    } else {
      const auto octets = as_v6(end.address()).to_bytes();
      at = std::copy(octets.begin(), octets.end(), at);
    }
  }
  write_u16(at, source.port());
  write_u16(at + 2, destination.port());
  size_ = static_cast<std::size_t>(at + 4 - bytes_.data());
  write_u16(&bytes_[14], size_ - kProxyPrefix);
}

}  // namespace picket::daemon
