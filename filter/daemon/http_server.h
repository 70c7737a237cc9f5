// SPDX-License-Identifier: Apache-2.0
// The HTTP/1.1 connections of one thread, over RESTinio (which http_server.cc and
// restinio_request.h alone include). Used by the `http` adapter (one server a worker) and by the
// admin port (one on the control thread). Does keep-alive, pipelining, TLS, limits and time-outs,
// and says who asks; knows no path.
//
// A target or a field beyond the limits is answered here (414, 431). What RESTinio cannot be told
// to answer it ends by closing the connection: a malformed request or method, a header beyond 80
// KiB in all, a body beyond four times `max_body`, a peer too slow. It sends no 100 (Continue): a
// client that asks for one sends its body when it has waited long enough (RFC 9110 §10.1.1).
#pragma once

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

#include "filter/daemon/access.h"
#include "filter/daemon/http_request.h"

namespace picket::daemon {

struct HttpLimits {
  std::uint64_t max_body = 8u << 20;     // bytes; the handler answers 413 above it
  std::uint32_t max_header = 16u << 10;  // bytes of a field (its name or its value) or the target
  std::uint32_t max_fields = 100;
  std::chrono::milliseconds read_timeout{60'000};    // for a whole request; idle keep-alive too
  std::chrono::milliseconds write_timeout{10'000};   // for an answer to be taken
  std::chrono::milliseconds handle_timeout{60'000};  // for the handler to answer
};

class HttpConnections;  // http_connections.h

// All run on the server's thread.
struct HttpCallbacks {
  std::function<void(HttpRequestPtr)> request;
  std::function<void(unsigned status)> answered;  // once per answer
  std::function<void()> closed;                   // once per adopted connection
};

class HttpServer {
 public:
  // `access` is copied. `io` outlives the server.
  HttpServer(asio::io_context& io, const Access& access, HttpLimits limits,
             HttpCallbacks callbacks);
  ~HttpServer();

  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  // Takes over an accepted connection whose socket is already on `io`. Server's thread.
  void adopt(asio::ip::tcp::socket socket);

  // From now on requests are held against these tokens, and new connections are made with these
  // certificates; those that are open stay. As the old access with TLS or without. Server's thread.
  void guard(Access access);

  // From now on every answer closes its connection, and one that asks nothing for a moment is
  // closed too. `closed` is called when none is left, at once where there is none. Server's thread,
  // once.
  void drain(std::function<void()> closed);

 private:
  std::shared_ptr<HttpConnections> connections_;
};

}  // namespace picket::daemon
