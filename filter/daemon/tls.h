// SPDX-License-Identifier: Apache-2.0
// TLS contexts from the configuration: of listeners (HTTP, admin port, SMPP) and of connections
// that picketd makes (an SMSC's). Control thread, at start and on SIGHUP; what was read is
// immutable and used on any thread. What a file named here cannot be used for is reported with its
// reason.
#pragma once

#include <openssl/ssl.h>

#include <asio/ssl/context.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "filter/document/diagnostic.h"
#include "filter/document/node.h"

namespace picket::daemon {

// Where a listener has a `client_ca`: whether a client without a certificate is let in, to name
// itself by other means.
enum class ClientCertificate { required, optional };

// A listener's `tls: {certificate, key, client_ca, min_version}`: PEM files, TLS 1.2 unless
// min_version says 1.3. null where something is wrong with it; reported.
std::shared_ptr<asio::ssl::context> read_server_tls(const document::Node& node,
                                                    ClientCertificate clients,
                                                    document::Reporter& reporter,
                                                    std::string_view file);

// How we connect to a server. Without a context: in the clear.
struct ClientTls {
  std::shared_ptr<asio::ssl::context> context;
  // Sent (SNI) and asked of its certificate; empty: the certificate must name its address.
  std::string server_name;
};

// `{ca, server_name, certificate, key, min_version}`: whom we trust, and what we show where we are
// asked who we are. No context in it where something is wrong; reported.
ClientTls read_client_tls(const document::Node& node, std::string_view what,
                          document::Reporter& reporter, std::string_view file);

// The common name of the peer's certificate; nullopt where it has shown none.
std::optional<std::string> common_name(SSL* tls);

}  // namespace picket::daemon
