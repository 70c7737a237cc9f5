// SPDX-License-Identifier: Apache-2.0
// The `smpp` section of the config file: a list of listeners, each with the SMSC behind it.
// README.md describes the keys.
#pragma once

#include <asio/ip/tcp.hpp>
#include <asio/ssl/context.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/smpp/relay.h"
#include "adapters/smpp/settings_peers.h"
#include "adapters/smpp/upstreams.h"
#include "filter/daemon/credentials.h"
#include "filter/daemon/tls.h"
#include "filter/document/diagnostic.h"
#include "filter/document/node.h"

namespace picket::smpp {

struct SessionOptions {
  RelayOptions relay;
  Peers peers;
  bool proxy_upstream = false;  // SMSCs are told of the ESME's address by a PROXY header
  std::shared_ptr<Upstreams> upstreams;
  std::shared_ptr<asio::ssl::context> tls;  // of the ESME's leg; null: in the clear
  daemon::ClientTls upstream_tls;           // of the SMSC's
  // Timers of SMPP 3.4 §7.2 (the response timer is the lanes'). A connection must bind within
  // session_init; a leg from which nothing came for enquire_link is asked, and given as long again
  // to answer; a session without a transaction for inactivity is unbound (zero: never).
  std::chrono::seconds session_init{10};
  PerSide<std::chrono::seconds> enquire_link{std::chrono::seconds{30}, std::chrono::seconds{30}};
  std::chrono::seconds inactivity{0};
  std::chrono::seconds connect{5};  // to each upstream, its TLS included
  std::chrono::seconds bind{30};    // from the bind to the SMSC's consent
  std::chrono::seconds linger{5};   // for a peer to take what is left and close
  // Octets a peer has not taken yet; above it nothing is read from the other side.
  std::size_t unsent = 1024 * 1024;
};

struct ListenerSettings {
  std::string name;
  asio::ip::tcp::endpoint listen;
  SessionOptions session;
};

// Reads the files of a listener's `tls` and `upstream_tls` once more, each part by itself: one that
// is of no use stays as it is. `listener`: its item of the section.
daemon::CredentialsNews reread_tls(SessionOptions& session, const document::Node& listener,
                                   document::Diagnostics& diagnostics, std::string_view file);

// nullopt where anything is wrong; all of it is reported.
std::optional<std::vector<ListenerSettings>> read_settings(const document::Node& section,
                                                           document::Diagnostics& diagnostics,
                                                           std::string_view file);

}  // namespace picket::smpp
