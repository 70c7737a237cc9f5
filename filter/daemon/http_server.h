// SPDX-License-Identifier: Apache-2.0
// The HTTP/1.1 connections of one thread, over RESTinio (which http_server.cc and
// restinio_request.h alone include). Used by the `http` adapter (one server a worker) and by the
// admin port (one on the control thread). Does keep-alive, pipelining, TLS, limits and time-outs,
// and says who asks; knows no path.
//
// What RESTinio cannot be told to answer it ends by closing the connection: a malformed request, a
// header beyond the limits, a body beyond four times `max_body`, a peer too slow.
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
  std::uint32_t max_header = 16u << 10;  // bytes of one field or of the target
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

  // From now on every answer closes its connection, and one that asks nothing for a moment is
  // closed too. `closed` is called when none is left, at once where there is none. Server's thread,
  // once.
  void drain(std::function<void()> closed);

 private:
  std::shared_ptr<HttpConnections> connections_;
};

}  // namespace picket::daemon
