// SPDX-License-Identifier: Apache-2.0
// What a listener's section says of who may connect and bind.
#pragma once

#include <asio/ip/address.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/daemon/address_list.h"
#include "filter/daemon/crowd.h"
#include "filter/document/diagnostic.h"
#include "filter/document/node.h"

namespace picket::smpp {

// One entry of `clients`.
struct Client {
  std::string system_id;      // a glob
  daemon::AddressList peers;  // empty: any of the listener's
  std::string certificate;    // common name that its certificate must have; empty: any
  std::optional<asio::ip::address> source;  // of our connection to the SMSC; absent: any
  bool receipts_by_text = false;  // it gets nothing but receipts, which only their text may tell
};

struct Peers {
  daemon::AddressList allowed;     // empty: any, on loopback only
  daemon::AddressList proxy_from;  // balancers: their connections begin with a PROXY header
  std::vector<Client> clients;     // the first that fits a bind; empty: any may bind
  daemon::CrowdLimits limits;
  std::shared_ptr<daemon::Crowd> crowd = std::make_shared<daemon::Crowd>();

  // Whose connections the listener accepts.
  daemon::AddressList accepted() const;
  // The client of a bind; null where there is none.
  const Client* find(std::string_view system_id) const noexcept;
};

// Reads `peers`, `proxy_from`, `clients` and the limits of a listener; what is wrong is reported.
Peers read_peers(const document::Node& listener, document::Reporter& reporter);

}  // namespace picket::smpp
