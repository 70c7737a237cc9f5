// SPDX-License-Identifier: Apache-2.0
// TLS of the load tools, TLS 1.2 and up; from PEM files. What is made here is immutable and used on
// any thread. Throws std::runtime_error that names the file which cannot be used.
#pragma once

#include <asio/ssl/context.hpp>
#include <memory>
#include <string>

namespace picket::load {

struct ClientTlsFiles {
  std::string ca;           // whom the server's certificate must be of; empty: any will do
  std::string certificate;  // ours, where the server asks for one; empty: none
  std::string key;
};

// The server's name is not asked of its certificate: peers of a load run are where --to says.
std::shared_ptr<asio::ssl::context> client_tls(const ClientTlsFiles& files);

std::shared_ptr<asio::ssl::context> server_tls(const std::string& certificate,
                                               const std::string& key);

}  // namespace picket::load
