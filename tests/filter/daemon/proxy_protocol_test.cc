// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/proxy_protocol.h"

#include <gtest/gtest.h>

#include <vector>

namespace picket::daemon {
namespace {

using asio::ip::tcp;
using Octets = std::vector<std::uint8_t>;

tcp::endpoint at(const char* address, asio::ip::port_type port) {
  return {asio::ip::make_address(address), port};
}

// The signature, then version and command, family, length, and the rest.
Octets header(std::uint8_t command, std::uint8_t family, const Octets& rest) {
  Octets made{0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};
  made.insert(made.end(), {command, family, static_cast<std::uint8_t>(rest.size() >> 8),
                           static_cast<std::uint8_t>(rest.size())});
  made.insert(made.end(), rest.begin(), rest.end());
  return made;
}

const Octets kTcp4{192, 0, 2, 7, 198, 51, 100, 1, 0x9C, 0x40, 0x0A, 0xD7};

TEST(ProxyProtocol, names_both_ends_of_a_connection) {
  const auto parsed = parse_proxy_header(header(0x21, 0x11, kTcp4));
  ASSERT_TRUE(parsed && parsed->addresses);
  EXPECT_EQ(parsed->addresses->source, at("192.0.2.7", 40000));
  EXPECT_EQ(parsed->addresses->destination, at("198.51.100.1", 2775));
}

TEST(ProxyProtocol, passes_over_what_a_balancer_adds) {
  Octets more = kTcp4;
  more.insert(more.end(), {0x04, 0x00, 0x02, 0xFF, 0xFF});
  EXPECT_TRUE(parse_proxy_header(header(0x21, 0x11, more))->addresses);
}

TEST(ProxyProtocol, says_nothing_of_a_balancers_own_connections) {
  EXPECT_FALSE(parse_proxy_header(header(0x20, 0x00, {}))->addresses);
  EXPECT_FALSE(parse_proxy_header(header(0x20, 0x11, kTcp4))->addresses);
  EXPECT_FALSE(parse_proxy_header(header(0x21, 0x00, {}))->addresses);
}

TEST(ProxyProtocol, is_not_spoken_in_other_versions_families_and_lengths) {
  const Octets good = header(0x21, 0x11, kTcp4);
  EXPECT_FALSE(parse_proxy_header(header(0x11, 0x11, kTcp4))) << "version 1";
  EXPECT_FALSE(parse_proxy_header(header(0x22, 0x11, kTcp4))) << "no such command";
  EXPECT_FALSE(parse_proxy_header(header(0x21, 0x12, kTcp4))) << "UDP";
  EXPECT_FALSE(parse_proxy_header(header(0x21, 0x21, kTcp4))) << "too short for IPv6";
  EXPECT_FALSE(parse_proxy_header(header(0x21, 0x11, Octets(11))));
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(parse_proxy_header({good.data(), size})) << size;
  Octets longer = good;
  longer.push_back(0);
  EXPECT_FALSE(parse_proxy_header(longer));
  const Octets huge = header(0x21, 0x11, Octets(4097));
  EXPECT_FALSE(proxy_header_size(std::span<const std::uint8_t>(huge).first<kProxyPrefix>()));
}

TEST(ProxyProtocol, reads_what_it_writes) {
  for (const auto& [source, destination] :
       {std::pair{at("192.0.2.7", 1), at("198.51.100.1", 65535)},
        std::pair{at("2001:db8::1", 1), at("2001:db8::2", 2775)}}) {
    const ProxyHeaderBytes made(source, destination);
    const auto parsed = parse_proxy_header(made.bytes());
    ASSERT_TRUE(parsed && parsed->addresses);
    EXPECT_EQ(parsed->addresses->source, source);
    EXPECT_EQ(parsed->addresses->destination, destination);
  }
  const ProxyHeaderBytes mixed(at("192.0.2.7", 1), at("2001:db8::2", 2));
  EXPECT_EQ(parse_proxy_header(mixed.bytes())->addresses->source, at("::ffff:192.0.2.7", 1));
}

}  // namespace
}  // namespace picket::daemon
