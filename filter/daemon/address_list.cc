// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/address_list.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "filter/document/typed.h"

namespace picket::daemon {
namespace {

unsigned width(const asio::ip::address& address) noexcept { return address.is_v4() ? 32 : 128; }

// The first `bits` bits of two addresses.
template <typename Octets>
bool same_bits(const Octets& one, const Octets& other, unsigned bits) noexcept {
  const unsigned whole = bits / 8;
  if (!std::equal(one.begin(), one.begin() + whole, other.begin())) return false;
  const unsigned rest = bits % 8;
  if (rest == 0) return true;
  return ((one[whole] ^ other[whole]) >> (8 - rest)) == 0;
}

}  // namespace

AddressList::AddressList(std::vector<asio::ip::address> addresses) {
  for (const auto& address : addresses) networks_.push_back({address, width(address)});
}

AddressList AddressList::read(const document::Node& node, std::string_view what,
                              document::Reporter& reporter) {
  AddressList list;
  const auto texts = document::read_texts(node, what, reporter);
  if (!texts) return list;
  for (const document::Text& text : *texts) {
    const auto slash = text.value.find('/');
    asio::error_code error;
    const auto first = asio::ip::make_address(std::string(text.value.substr(0, slash)), error);
    unsigned bits = width(first);
    bool good = !error;
    if (slash != std::string_view::npos) {
      const char* end = text.value.data() + text.value.size();
      const auto [rest, fault] = std::from_chars(text.value.data() + slash + 1, end, bits);
      good = good && fault == std::errc{} && rest == end && bits <= width(first);
    }
    if (good) {
      list.networks_.push_back({first, bits});
    } else {
      reporter.error(text.span, "bad-address",
                     "'" + std::string(text.value) + "' is neither an address nor a network",
                     "write the address that a peer connects from, such as 192.0.2.7, or "
                     "198.51.100.0/24; a host name is not looked up");
    }
  }
  return list;
}

AddressList AddressList::with(const AddressList& other) const {
  AddressList both = *this;
  both.networks_.insert(both.networks_.end(), other.networks_.begin(), other.networks_.end());
  return both;
}

bool AddressList::contains(const asio::ip::address& address) const noexcept {
  return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
    if (network.first.is_v4() != address.is_v4()) return false;
    return address.is_v4() ? same_bits(network.first.to_v4().to_bytes(), address.to_v4().to_bytes(),
                                       network.bits)
                           : same_bits(network.first.to_v6().to_bytes(), address.to_v6().to_bytes(),
                                       network.bits);
  });
}

}  // namespace picket::daemon
