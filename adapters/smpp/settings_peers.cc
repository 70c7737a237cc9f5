// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/settings_peers.h"

#include <array>

#include "filter/core/glob.h"
#include "filter/document/typed.h"

namespace picket::smpp {
namespace {

using document::Node;

constexpr std::array<std::string_view, 5> kClientKeys{"system_id", "peers", "certificate", "source",
                                                      "receipts"};
constexpr std::array<std::string_view, 2> kReceipts{"marked", "text"};
constexpr std::int64_t kMostConnections = 1'000'000;

std::optional<asio::ip::address> read_source(const Node& node, document::Reporter& reporter) {
  const auto text = document::read_text(node, "source", reporter);
  if (!text) return std::nullopt;
  asio::error_code error;
  const auto address = asio::ip::make_address(std::string(*text), error);
  if (!error) return address;
  reporter.error(node.span, "bad-address", "'" + std::string(*text) + "' is not an address",
                 "write an address of this machine, from which this client's SMSC is connected to");
  return std::nullopt;
}

Client read_client(const Node& node, document::Reporter& reporter) {
  Client client;
  if (!document::expect_mapping(node, "a client", reporter)) return client;
  document::check_keys(node, kClientKeys, "a client", reporter);
  if (const Node* id = document::require(node, "system_id", "a client", reporter))
    client.system_id = document::read_text(*id, "system_id", reporter).value_or("");
  if (const Node* peers = node.find("peers"))
    client.peers = daemon::AddressList::read(*peers, "peers", reporter);
  if (const Node* name = node.find("certificate"))
    client.certificate = document::read_text(*name, "certificate", reporter).value_or("");
  if (const Node* source = node.find("source")) client.source = read_source(*source, reporter);
  if (const Node* receipts = node.find("receipts")) {
    const auto word = document::read_word(*receipts, "receipts", kReceipts, reporter);
    client.receipts_by_text = word && *word == 1;
  }
  return client;
}

void read_limit(const Node& listener, std::string_view key, std::uint32_t& into,
                document::Reporter& reporter) {
  const Node* node = listener.find(key);
  if (node == nullptr) return;
  const auto most = document::read_integer(*node, key, 1, kMostConnections, reporter);
  if (most) into = static_cast<std::uint32_t>(*most);
}

}  // namespace

Peers read_peers(const Node& listener, document::Reporter& reporter) {
  Peers peers;
  if (const Node* node = listener.find("peers"))
    peers.allowed = daemon::AddressList::read(*node, "peers", reporter);
  if (const Node* node = listener.find("proxy_from"))
    peers.proxy_from = daemon::AddressList::read(*node, "proxy_from", reporter);
  if (const Node* node = listener.find("clients")) {
    if (document::expect_list(*node, "clients", reporter))
      for (const Node& item : node->items) peers.clients.push_back(read_client(item, reporter));
  }
  for (const Client& client : peers.clients) {
    if (!client.certificate.empty() &&
        (listener.find("tls") == nullptr || listener.find("tls")->find("client_ca") == nullptr)) {
      reporter.error(listener.find("clients")->span, "no-client-ca",
                     "a client is known by its certificate, but none is asked for",
                     "add client_ca to this listener's tls");
      break;
    }
  }
  read_limit(listener, "max_connections", peers.limits.connections, reporter);
  read_limit(listener, "max_connections_per_peer", peers.limits.connections_per_peer, reporter);
  read_limit(listener, "max_unbound_per_peer", peers.limits.unbound_per_peer, reporter);
  return peers;
}

daemon::AddressList Peers::accepted() const {
  return allowed.empty() ? allowed : allowed.with(proxy_from);
}

const Client* Peers::find(std::string_view system_id) const noexcept {
  for (const Client& client : clients)
    if (core::glob_matches(client.system_id, system_id)) return &client;
  return nullptr;
}

}  // namespace picket::smpp
