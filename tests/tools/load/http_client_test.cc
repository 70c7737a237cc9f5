// SPDX-License-Identifier: Apache-2.0
// Against a server that answers with exactly the octets a test gives it, in the pieces it gives.
#include "tools/load/http_client.h"

#include <gtest/gtest.h>

#include <asio/co_spawn.hpp>
#include <asio/read_until.hpp>
#include <asio/use_future.hpp>
#include <asio/write.hpp>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace picket::load {
namespace {

// Answers the k-th request with the k-th list of pieces, then closes.
class ScriptedServer {
 public:
  explicit ScriptedServer(std::vector<std::vector<std::string>> answers)
      : acceptor_(io_, {asio::ip::address_v4::loopback(), 0}),
        thread_([this, answers = std::move(answers)] { serve(answers); }) {}
  ~ScriptedServer() { thread_.join(); }

  asio::ip::tcp::endpoint endpoint() const { return acceptor_.local_endpoint(); }
  const std::string& requests() const { return requests_; }

 private:
  void serve(const std::vector<std::vector<std::string>>& answers) {
    auto socket = acceptor_.accept();
    for (const auto& pieces : answers) {
      const auto size = asio::read_until(socket, asio::dynamic_buffer(in_), "END");
      requests_ += in_.substr(0, size);
      in_.erase(0, size);
      for (const auto& piece : pieces) {
        asio::write(socket, asio::buffer(piece));
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      }
    }
  }

  asio::io_context io_;
  asio::ip::tcp::acceptor acceptor_;
  std::string in_;
  std::string requests_;
  std::thread thread_;
};

// Posts `posts` times; every body is END.
std::vector<std::string> post(const ScriptedServer& server, int posts) {
  asio::io_context io;
  std::vector<std::string> bodies;
  auto done = asio::co_spawn(
      io,
      [&]() -> asio::awaitable<void> {
        HttpClient client(io);
        co_await client.connect(server.endpoint());
        for (int i = 0; i < posts; ++i) {
          const auto answer = co_await client.post("/v1/decisions", "application/json", "END");
          bodies.push_back(std::to_string(answer.status) + " " + std::string(answer.body));
        }
      },
      asio::use_future);
  io.run();
  done.get();
  return bodies;
}

using Bodies = std::vector<std::string>;

TEST(HttpClient, posts_with_host_type_and_length) {
  const ScriptedServer server({{"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"}});
  EXPECT_EQ(post(server, 1), Bodies{"200 ok"});
  EXPECT_EQ(
      server.requests(),
      "POST /v1/decisions HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.endpoint().port()) +
          "\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\nEND");
}

TEST(HttpClient, reads_answers_that_come_in_pieces_one_after_the_other) {
  const ScriptedServer server(
      {{"HTTP/1.1 4", "13 Too Large\r\nServer: x\r\ncontent-LENGTH:5\r", "\n\r\nab", "cde"},
       {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"},
       {"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n", "xyz"}});
  EXPECT_EQ(post(server, 3), (Bodies{"413 abcde", "200 ", "200 xyz"}));
}

TEST(HttpClient, refuses_what_it_cannot_read) {
  const ScriptedServer no_length({{"HTTP/1.1 200 OK\r\n\r\n"}});
  EXPECT_THROW(post(no_length, 1), std::runtime_error);
  const ScriptedServer other({{"SSH-2.0-OpenSSH\r\n\r\n"}});
  EXPECT_THROW(post(other, 1), std::runtime_error);
  const ScriptedServer odd_length({{"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"}});
  EXPECT_THROW(post(odd_length, 1), std::runtime_error);
}

TEST(HttpClient, says_when_the_server_closes_before_its_answer_is_whole) {
  const ScriptedServer server({{"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"}});
  EXPECT_THROW(post(server, 1), std::system_error);
}

}  // namespace
}  // namespace picket::load
