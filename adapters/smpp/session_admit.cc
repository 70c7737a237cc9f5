// SPDX-License-Identifier: Apache-2.0
// Who is let in: where a connection comes from, how many there are, and who may bind on it.
#include <asio/buffer.hpp>
#include <asio/co_spawn.hpp>
#include <asio/detached.hpp>
#include <asio/read.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include "adapters/smpp/session.h"
#include "filter/daemon/proxy_protocol.h"

namespace picket::smpp {

// Reads what a balancer says of its client, before anything else. session_init limits it.
asio::awaitable<void> Session::greet(std::shared_ptr<Session> self) {
  asio::error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  auto& socket = self->legs_.esme.stream.socket();
  std::vector<std::uint8_t> header(daemon::kProxyPrefix);
  co_await asio::async_read(socket, asio::buffer(header), token);
  const auto prefix = std::span<const std::uint8_t, daemon::kProxyPrefix>(header);
  const auto size = error ? std::nullopt : daemon::proxy_header_size(prefix);
  if (size) {
    header.resize(*size);
    co_await asio::async_read(socket, asio::buffer(header) + daemon::kProxyPrefix, token);
  }
  const auto said = !size || error ? std::nullopt : daemon::parse_proxy_header(header);
  if (self->ending()) {
    self->turn_away();
  } else if (!said) {
    self->host_.counting().add(Count::refused_proxy_header);
    self->turn_away();
  } else if (!said->addresses) {
    self->begin();
  } else {
    self->client_ = said->addresses->source;
    self->called_ = said->addresses->destination;
    const auto& allowed = self->options_->peers.allowed;
    if (allowed.empty() || allowed.contains(self->client_.address())) {
      self->begin();
    } else {
      self->host_.counting().add(Count::refused_address);
      self->turn_away();
    }
  }
}

// The connection is that of client_.
void Session::begin() {
  place_ = options_->peers.crowd->enter(client_.address(), options_->peers.limits);
  if (!place_) {
    host_.counting().add(Count::refused_crowd);
    return turn_away();
  }
  // Its handshake is made by the first reads, so that session_init limits it too.
  if (options_->tls && !legs_.esme.stream.accept_tls(*options_->tls)) return turn_away();
  const auto self = shared_from_this();
  asio::co_spawn(clock_.get_executor(), read(self, Side::esme), asio::detached);
  asio::co_spawn(clock_.get_executor(), write(self, Side::esme), asio::detached);
}

// Without a word, before anything was said.
void Session::turn_away() {
  relay_.finish(End::no_bind);
  end();
  close_now();
}

// Of those we have connected to ourselves (after an outbind) the address is known to be right.
BindAdmission Session::admit_bind(Side from, std::string_view system_id) noexcept {
  const Peers& peers = options_->peers;
  if (peers.clients.empty()) return {};
  const Client* client = peers.find(system_id);
  const bool known =
      client != nullptr &&
      (from == Side::smsc ||
       ((client->peers.empty() || client->peers.contains(client_.address())) &&
        (client->certificate.empty() || legs_.esme.stream.peer_name() == client->certificate)));
  if (!known) {
    host_.counting().add(Count::refused_bind);
    return {.status = Status::bind_failed};
  }
  source_ = client->source;
  return {.receipts_by_text = client->receipts_by_text};
}

}  // namespace picket::smpp
