// SPDX-License-Identifier: Apache-2.0
#include "tools/load/http_client.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <asio/buffer.hpp>
#include <asio/completion_condition.hpp>
#include <asio/read.hpp>
#include <asio/read_until.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>
#include <charconv>
#include <stdexcept>

namespace picket::load {

namespace {

constexpr std::string_view kEndOfHead = "\r\n\r\n";

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::size_t number_at(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) throw std::runtime_error("an HTTP answer that cannot be read");
  return number;
}

std::size_t content_length(std::string_view head) {
  constexpr std::string_view kName = "\r\ncontent-length:";
  const auto found = std::search(head.begin(), head.end(), kName.begin(), kName.end(),
                                 [](char a, char b) { return lower(a) == b; });
  if (found == head.end()) throw std::runtime_error("an HTTP answer without Content-Length");
  auto value = head.substr(static_cast<std::size_t>(found - head.begin()) + kName.size());
  while (value.starts_with(' ')) value.remove_prefix(1);
  return number_at(value);
}

unsigned status_of(std::string_view head) {
  constexpr std::string_view kVersion = "HTTP/1.1 ";
  if (!head.starts_with(kVersion)) throw std::runtime_error("an answer that is not HTTP/1.1");
  return static_cast<unsigned>(number_at(head.substr(kVersion.size())));
}

}  // namespace

asio::awaitable<void> HttpClient::connect(asio::ip::tcp::endpoint to) {
  co_await socket_.async_connect(to, asio::use_awaitable);
  socket_.set_option(asio::ip::tcp::no_delay(true));
  host_ = fmt::format("{}:{}", to.address().to_string(), to.port());
}

asio::awaitable<HttpAnswer> HttpClient::post(std::string_view path, std::string_view content_type,
                                             std::string_view body) {
  head_ =
      fmt::format("POST {} HTTP/1.1\r\nHost: {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n\r\n",
                  path, host_, content_type, body.size());
  const std::array<asio::const_buffer, 2> request{asio::buffer(head_),
                                                  asio::buffer(body.data(), body.size())};
  co_await asio::async_write(socket_, request, asio::use_awaitable);

  in_.erase(0, answer_size_);
  const std::size_t head_size = co_await asio::async_read_until(
      socket_, asio::dynamic_buffer(in_), std::string(kEndOfHead), asio::use_awaitable);
  const auto head = std::string_view(in_).substr(0, head_size);
  HttpAnswer answer;
  answer.status = status_of(head);
  answer_size_ = head_size + content_length(head);
  if (in_.size() < answer_size_) {
    co_await asio::async_read(socket_, asio::dynamic_buffer(in_),
                              asio::transfer_exactly(answer_size_ - in_.size()),
                              asio::use_awaitable);
  }
  answer.body = std::string_view(in_).substr(head_size, answer_size_ - head_size);
  co_return answer;
}

void HttpClient::close() noexcept {
  std::error_code ignored;
  socket_.close(ignored);
}

}  // namespace picket::load
