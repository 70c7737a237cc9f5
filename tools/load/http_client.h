// SPDX-License-Identifier: Apache-2.0
// One keep-alive HTTP/1.1 connection that posts and waits for the answer. Knows just what picketd
// answers with: a Content-Length. Lives on the one thread that runs its io_context.
#pragma once

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <string>
#include <string_view>

namespace picket::load {

struct HttpAnswer {
  unsigned status = 0;
  std::string_view body;  // valid until the next post()
};

class HttpClient {
 public:
  explicit HttpClient(asio::io_context& io) : socket_(io) {}

  // Both throw std::system_error when the connection cannot be had or is lost.
  asio::awaitable<void> connect(asio::ip::tcp::endpoint to);
  // Throws std::runtime_error for an answer that is not HTTP/1.1 with a Content-Length.
  asio::awaitable<HttpAnswer> post(std::string_view path, std::string_view content_type,
                                   std::string_view body);
  void close() noexcept;

 private:
  asio::ip::tcp::socket socket_;
  std::string host_;
  std::string head_;
  std::string in_;
  std::size_t answer_size_ = 0;  // octets of in_ that the last answer took
};

}  // namespace picket::load
