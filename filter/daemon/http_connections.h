// SPDX-License-Identifier: Apache-2.0
// The connections of one HttpServer, with or without TLS: a table kept beside RESTinio's own
// objects, which cannot be asked who they are or told to end. Lives on the server's thread.
#pragma once

#include <sys/socket.h>

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>

#include "filter/daemon/http_server.h"

namespace picket::daemon {

class HttpConnections {
 public:
  using Id = std::uint64_t;  // RESTinio's connection_id_t

  struct Connection {
    int socket = -1;       // only ever shut down here, never closed
    bool ready = false;    // TLS handshake done
    unsigned in_hand = 0;  // requests whose answers are not written yet
    std::optional<Client> certificate;
  };

  HttpConnections(asio::io_context& context, const Access& guarded, HttpLimits bounds,
                  HttpCallbacks called)
      : io(context),
        access(guarded),
        limits(bounds),
        callbacks(std::move(called)),
        timer_(context) {}
  virtual ~HttpConnections() = default;

  virtual void adopt(asio::ip::tcp::socket socket) = 0;

  void drain(std::function<void()> closed) {
    draining = true;
    on_drained_ = std::move(closed);
    if (table.empty()) return finish_drain();
    // A request may be under way on a connection that looks quiet.
    timer_.expires_after(std::chrono::milliseconds(200));
    timer_.async_wait([this](const asio::error_code& error) {
      if (error) return;
      for (const auto& [id, connection] : table)
        if (connection.in_hand == 0) hang_up(connection);
    });
  }

  void closed(Id id) {
    if (table.erase(id) == 0) return;  // RESTinio may say so twice
    callbacks.closed();
    if (table.empty() && draining) finish_drain();
  }

  void leave_hand(Id id) noexcept {
    const auto entry = table.find(id);
    if (entry != table.end()) --entry->second.in_hand;
  }

  // Ends a connection from outside: RESTinio then reads the end of the file and cleans up.
  static void hang_up(const Connection& connection) noexcept {
    ::shutdown(connection.socket, SHUT_RDWR);
  }

  asio::io_context& io;
  Access access;  // of requests and handshakes from now on
  const HttpLimits limits;
  const HttpCallbacks callbacks;
  std::unordered_map<Id, Connection> table;
  bool draining = false;

 private:
  void finish_drain() {
    timer_.cancel();
    if (auto drained = std::exchange(on_drained_, nullptr)) drained();
  }

  asio::steady_timer timer_;
  std::function<void()> on_drained_;
};

}  // namespace picket::daemon
