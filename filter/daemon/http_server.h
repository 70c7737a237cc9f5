// SPDX-License-Identifier: Apache-2.0
// The HTTP/1.1 connections of one thread, over RESTinio, which this folder's http_server.cc alone
// includes. Used by the `http` adapter (one server a worker) and by the admin port (one on the
// control thread). Does keep-alive, pipelining, TLS, limits and time-outs, and says who asks;
// knows no path.
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
#include <string>
#include <string_view>

#include "filter/daemon/access.h"

namespace picket::daemon {

struct HttpLimits {
  std::uint64_t max_body = 8u << 20;     // bytes; the handler answers 413 above it
  std::uint32_t max_header = 16u << 10;  // bytes of one field or of the target
  std::uint32_t max_fields = 100;
  std::uint32_t max_pipelined = 16;  // requests in hand per connection; more wait in the socket
  std::chrono::milliseconds read_timeout{60'000};    // for a whole request; idle keep-alive too
  std::chrono::milliseconds write_timeout{10'000};   // for an answer to be taken
  std::chrono::milliseconds handle_timeout{10'000};  // for the handler to answer
};

// One request until it is answered. Lives on the server's thread.
class HttpRequest {
 public:
  virtual ~HttpRequest() = default;

  virtual std::string_view method() const noexcept = 0;        // GET
  virtual std::string_view path() const noexcept = 0;          // without the query
  virtual std::string_view content_type() const noexcept = 0;  // lower case, no parameters
  virtual std::string_view body() const noexcept = 0;
  // Who asks; null where tokens are asked for and this request carries no valid one.
  virtual const Client* client() const noexcept = 0;

  // Exactly once. `allow` is the Allow field of a 405, else empty.
  virtual void answer(unsigned status, std::string_view content_type, std::string body,
                      std::string_view allow = {}) = 0;
};

using HttpRequestPtr = std::shared_ptr<HttpRequest>;

class HttpConnections;  // http_server.cc

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

// Answers `{"error":…}`.
void answer_error(HttpRequest& request, unsigned status, std::string_view error,
                  std::string_view allow = {});

// Whether the client may; where not, answers 401 (nobody known) or 403.
bool require(Role role, HttpRequest& request);

// Answers a 405 where the method is not the only one that is allowed here; true where it is.
bool expect_method(std::string_view method, HttpRequest& request);

// Answers GET /healthz (200) and GET /readyz (200 or 503), which ask for no client; false where the
// path is neither.
bool answer_probe(HttpRequest& request, bool ready);

}  // namespace picket::daemon
