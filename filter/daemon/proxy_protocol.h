// SPDX-License-Identifier: Apache-2.0
// The PROXY protocol, version 2 (haproxy's doc/proxy-protocol.txt, §2.2): what a load balancer says
// of the connection that it passes on, in front of everything else. Bytes to struct and back; no
// sockets, no allocation. Version 1 is not spoken: its end has to be searched for.
#pragma once

#include <array>
#include <asio/ip/tcp.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace picket::daemon {

// What comes first; the rest's length is in it.
inline constexpr std::size_t kProxyPrefix = 16;
// Addresses take at most 36 octets over TCP; what else a balancer adds (TLVs) is at most so much.
inline constexpr std::size_t kProxyLongest = kProxyPrefix + 4096;

// Octets of the whole header that begins with these kProxyPrefix ones; nullopt where they begin
// none, or one longer than kProxyLongest.
std::optional<std::size_t> proxy_header_size(
    std::span<const std::uint8_t, kProxyPrefix> prefix) noexcept;

struct ProxyHeader {
  // Absent for a connection of the balancer's own (LOCAL, as its health checks are), or from where
  // it cannot say (UNSPEC): then the connection's own addresses hold.
  struct Addresses {
    asio::ip::tcp::endpoint source;
    asio::ip::tcp::endpoint destination;
  };
  std::optional<Addresses> addresses;
};

// A whole header, of the size that proxy_header_size() says. nullopt where it is none: not TCP, or
// too short for its addresses.
std::optional<ProxyHeader> parse_proxy_header(std::span<const std::uint8_t> header) noexcept;

// A header to send. Where the two are not of one family, IPv4 is written as mapped into IPv6.
class ProxyHeaderBytes {
 public:
  ProxyHeaderBytes(const asio::ip::tcp::endpoint& source,
                   const asio::ip::tcp::endpoint& destination) noexcept;
  std::span<const std::uint8_t> bytes() const noexcept { return {bytes_.data(), size_}; }

 private:
  std::array<std::uint8_t, kProxyPrefix + 36> bytes_{};
  std::size_t size_ = 0;
};

}  // namespace picket::daemon
