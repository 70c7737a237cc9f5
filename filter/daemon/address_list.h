// SPDX-License-Identifier: Apache-2.0
// Addresses and networks of peers, from the configuration. Immutable once read; any thread.
#pragma once

#include <asio/ip/address.hpp>
#include <string_view>
#include <vector>

#include "filter/document/diagnostic.h"
#include "filter/document/node.h"

namespace picket::daemon {

class AddressList {
 public:
  AddressList() = default;
  explicit AddressList(std::vector<asio::ip::address> addresses);

  // `192.0.2.7`, `198.51.100.0/24`, `2001:db8::/32`, one or a list of them; what is none is
  // reported.
  static AddressList read(const document::Node& node, std::string_view what,
                          document::Reporter& reporter);

  // Both together.
  AddressList with(const AddressList& other) const;

  bool contains(const asio::ip::address& address) const noexcept;
  bool empty() const noexcept { return networks_.empty(); }
  std::size_t size() const noexcept { return networks_.size(); }

 private:
  struct Network {
    asio::ip::address first;
    unsigned bits;  // of it that count
  };
  std::vector<Network> networks_;
};

}  // namespace picket::daemon
