// SPDX-License-Identifier: Apache-2.0
// The `smpp` section of the config file: a list of listeners, each with the SMSC behind it.
// README.md describes the keys.
#pragma once

#include <asio/ip/address.hpp>
#include <asio/ip/tcp.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/smpp/relay.h"
#include "filter/document/diagnostic.h"
#include "filter/document/node.h"

namespace picket::smpp {

struct SessionOptions {
  RelayOptions relay;
  std::vector<asio::ip::tcp::endpoint> upstreams;  // tried in order for every bind
  // Timers of SMPP 3.4 §7.2. A connection must bind within session_init; a leg from which nothing
  // came for enquire_link is asked, and given as long again to answer.
  std::chrono::seconds session_init{10};
  std::chrono::seconds enquire_link{30};
  std::chrono::seconds connect{5};  // to each upstream
  std::chrono::seconds bind{30};    // from the bind to the SMSC's consent
  std::chrono::seconds linger{5};   // for a peer to take what is left and close
  // Octets a peer has not taken yet; above it nothing is read from the other side.
  std::size_t unsent = 1024 * 1024;
};

struct ListenerSettings {
  std::string name;
  asio::ip::tcp::endpoint listen;
  std::vector<asio::ip::address> peers;  // empty: any, on loopback only
  SessionOptions session;
};

// nullopt where anything is wrong; all of it is reported.
std::optional<std::vector<ListenerSettings>> read_settings(const document::Node& section,
                                                           document::Diagnostics& diagnostics,
                                                           std::string_view file);

}  // namespace picket::smpp
