// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/http_server.h"

#include <gtest/gtest.h>

#include <asio/read.hpp>
#include <asio/read_until.hpp>
#include <asio/write.hpp>
#include <atomic>
#include <optional>

#include "filter/core/digest.h"
#include "filter/daemon/listener.h"
#include "tests/filter/daemon/running_loop.h"
#include "tests/scratch_folder.h"

namespace picket::daemon {
namespace {

using asio::ip::tcp;

// A server that answers every request with what it understood, one connection at a time accepted
// on the test's thread and handed over.
class HttpServerThreads : public ::testing::Test {
 protected:
  void serve(HttpLimits limits = {}, Access access = {}) {
    loop.run([&] {
      server.emplace(loop.io(), access, limits,
                     HttpCallbacks{.request = [this](HttpRequestPtr request) { take(request); },
                                   .answered = [this](unsigned) { ++answered; },
                                   .closed = [this] { ++closed; }});
    });
  }

  virtual void take(HttpRequestPtr request) {
    if (request->path() == "/later") {
      held.push_back(std::move(request));
      return;
    }
    if (request->path() == "/guarded" && !require(Role::ask, *request)) return;
    std::string said(request->method());
    said.append(" ").append(request->path()).append(" ");
    said.append(request->content_type()).append(" ").append(request->body()).append(" ");
    said.append(request->client() != nullptr ? request->client()->name : "nobody");
    request->answer(200, "text/plain", said);
  }

  tcp::socket connect() {
    tcp::socket socket(client);
    socket.connect(acceptor.local_endpoint());
    loop.run([&] { server->adopt(accept()); });
    return socket;
  }
  tcp::socket accept() {
    for (;;) {
      asio::error_code error;
      auto socket = acceptor.accept(loop.io(), error);
      if (!error) return socket;
    }
  }

  static void send(tcp::socket& socket, std::string_view bytes) {
    asio::error_code closed_meanwhile;
    asio::write(socket, asio::buffer(bytes.data(), bytes.size()), closed_meanwhile);
  }

  // Everything up to the end of the connection.
  static std::string rest(tcp::socket& socket) {
    std::string all;
    char buffer[4096];
    asio::error_code error;
    while (const std::size_t got = socket.read_some(asio::buffer(buffer), error)) {
      all.append(buffer, got);
    }
    return all;
  }

  void TearDown() override {
    loop.run([&] { held.clear(); });
    loop.stop();
    server.reset();
  }

  RunningLoop loop;
  asio::io_context client;
  tcp::acceptor acceptor = listen_on(loop.io(), {asio::ip::make_address("127.0.0.1"), 0});
  std::optional<HttpServer> server;
  std::vector<HttpRequestPtr> held;
  std::atomic<int> answered = 0;
  std::atomic<int> closed = 0;
};

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size()))
    ++found;
  return found;
}

TEST_F(HttpServerThreads, keeps_a_connection_and_answers_pipelined_requests_in_their_order) {
  serve();
  auto socket = connect();
  send(socket,
       "POST /a?x=1 HTTP/1.1\r\nHost: x\r\nContent-Type: Application/JSON; charset=utf-8\r\n"
       "Content-Length: 2\r\n\r\n{}"
       "GET /b HTTP/1.1\r\nHost: x\r\n\r\n"
       "GET /c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string all = rest(socket);
  EXPECT_EQ(count(all, "HTTP/1.1 200 OK"), 3u) << all;
  const auto first = all.find("POST /a application/json {} local");
  const auto second = all.find("GET /b   local");
  const auto third = all.find("GET /c   local");
  EXPECT_LT(first, second) << all;
  EXPECT_LT(second, third) << all;
  EXPECT_NE(third, std::string::npos) << all;
  EXPECT_EQ(answered, 3);
}

TEST_F(HttpServerThreads, hands_over_a_connections_next_request_when_the_one_before_is_answered) {
  serve();
  auto socket = connect();
  send(socket,
       "GET /later HTTP/1.1\r\nHost: x\r\n\r\n"
       "GET /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  std::size_t in_hand = 0;
  while (in_hand == 0) loop.run([&] { in_hand = held.size(); });
  EXPECT_EQ(answered, 0);
  loop.run([&] { held.at(0)->answer(503, "text/plain", "first"); });
  const std::string all = rest(socket);
  EXPECT_LT(all.find("HTTP/1.1 503 Service Unavailable"), all.find("HTTP/1.1 200 OK")) << all;
}

TEST_F(HttpServerThreads, answers_hundreds_of_pipelined_requests) {
  serve();
  auto socket = connect();
  std::string requests;
  for (int n = 0; n < 500; ++n)
    requests += "GET /" + std::to_string(n) + " HTTP/1.1\r\nHost: x\r\n\r\n";
  requests += "GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  send(socket, requests);
  const std::string all = rest(socket);
  EXPECT_EQ(count(all, "HTTP/1.1 200 OK"), 501u);
  std::size_t at = 0;
  for (int n = 0; n < 500; ++n) {
    at = all.find("GET /" + std::to_string(n) + " ", at);
    ASSERT_NE(at, std::string::npos) << n;
  }
}

TEST_F(HttpServerThreads, takes_a_body_in_chunks_and_in_drops) {
  serve();
  auto socket = connect();
  const std::string request =
      "POST /d HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
      "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n";
  for (const char& byte : request) send(socket, std::string_view(&byte, 1));
  EXPECT_NE(rest(socket).find("POST /d  abcdefg local"), std::string::npos);
}

TEST_F(HttpServerThreads, answers_targets_and_fields_beyond_the_limits_and_goes_on) {
  serve({.max_header = 200, .max_fields = 5});
  auto socket = connect();
  std::string fields;
  for (int i = 0; i < 6; ++i) fields += "A" + std::to_string(i) + ": x\r\n";
  send(socket, "GET /" + std::string(200, 'x') + " HTTP/1.1\r\nHost: x\r\n\r\n" +
                   "GET / HTTP/1.1\r\nHost: " + std::string(201, 'x') + "\r\n\r\n" +
                   "GET / HTTP/1.1\r\n" + std::string(201, 'n') + ": x\r\n\r\n" +
                   "GET / HTTP/1.1\r\n" + fields + "\r\n" + "GET /" + std::string(199, 'x') +
                   " HTTP/1.1\r\nHost: " + std::string(200, 'x') + "\r\nConnection: close\r\n\r\n");
  const std::string all = rest(socket);
  EXPECT_EQ(count(all, "HTTP/1.1 414 URI Too Long"), 1u) << all;
  EXPECT_EQ(count(all, "HTTP/1.1 431 Request Header Fields Too Large"), 3u) << all;
  EXPECT_EQ(count(all, "HTTP/1.1 200 OK"), 1u) << all;
  EXPECT_EQ(answered, 5);
}

TEST_F(HttpServerThreads, closes_on_what_is_no_http_and_on_headers_beyond_all_measure) {
  serve({.max_body = 1000});
  const std::string long_field =
      "GET / HTTP/1.1\r\nHost: " + std::string(100'000, 'x') + "\r\n\r\n";
  const std::string long_target =
      "GET /" + std::string(100'000, 'x') + " HTTP/1.1\r\nHost: x\r\n\r\n";
  std::string many_fields = "GET / HTTP/1.1\r\n";
  for (int i = 0; i < 20'000; ++i) many_fields += "A: x\r\n";
  const std::string long_body =
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4001\r\n\r\n" + std::string(4001, 'x');
  for (const std::string& bad : {std::string("\x16\x03\x01 hello\r\n\r\n"), long_field, long_target,
                                 many_fields + "\r\n", long_body}) {
    auto socket = connect();
    send(socket, bad);
    EXPECT_EQ(rest(socket), "") << bad.substr(0, 30);
  }
  EXPECT_EQ(answered, 0);
}

TEST_F(HttpServerThreads, lets_the_handler_see_bodies_up_to_four_times_the_limit) {
  serve({.max_body = 1000});
  auto socket = connect();
  send(socket, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3999\r\nConnection: close\r\n\r\n" +
                   std::string(3999, 'x'));
  EXPECT_NE(rest(socket).find("200 OK"), std::string::npos);
}

TEST_F(HttpServerThreads, closes_a_connection_that_is_too_slow) {
  serve({.read_timeout = std::chrono::milliseconds(300)});
  auto socket = connect();
  send(socket, "GET / HTTP/1.1\r\nHo");
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(rest(socket), "");
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(30));
  while (closed == 0) std::this_thread::yield();
}

TEST_F(HttpServerThreads, gives_a_whole_request_one_time_limit_however_steadily_it_drips) {
  serve({.read_timeout = std::chrono::milliseconds(400)});
  for (const std::string_view begin :
       {"GET / HTTP/1.1\r\nX: ", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"}) {
    auto socket = connect();
    send(socket, begin);
    asio::error_code error;
    std::size_t drops = 0;  // a byte each 20 ms, for as long as they are taken
    for (; !error && drops < 1000; ++drops) {
      asio::write(socket, asio::buffer("x", 1), error);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    EXPECT_TRUE(error) << begin;
  }
  EXPECT_EQ(answered, 0);
}

TEST_F(HttpServerThreads, holds_open_connections_against_tokens_that_are_new) {
  const auto tokens_of = [](std::string_view token) {
    document::Diagnostics diagnostics;
    Access access;
    access.tokens = std::make_shared<const Tokens>(
        Tokens::parse("gateway ask " + core::sha256_hex(token), "tokens", diagnostics).value());
    return access;
  };
  serve({}, tokens_of("old"));
  auto socket = connect();
  const auto ask = [&](const std::string& token, std::string_view wanted) {
    send(socket, "GET /guarded HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    std::string answer;
    while (count(answer, "\r\n\r\n") == 0)
      asio::read_until(socket, asio::dynamic_buffer(answer), "\r\n\r\n");
    const auto length = std::stoul(answer.substr(answer.find("Content-Length: ") + 16));
    const auto whole = answer.find("\r\n\r\n") + 4 + length;
    if (answer.size() < whole)
      asio::read(socket, asio::dynamic_buffer(answer),
                 asio::transfer_exactly(whole - answer.size()));
    EXPECT_TRUE(answer.starts_with(wanted)) << answer;
  };
  ask("old", "HTTP/1.1 200");
  ask("new", "HTTP/1.1 401");
  loop.run([&] { server->guard(tokens_of("new")); });
  ask("new", "HTTP/1.1 200");
  ask("old", "HTTP/1.1 401");
}

TEST_F(HttpServerThreads, knows_clients_by_their_tokens) {
  const test::ScratchFolder folder;
  std::ofstream(folder.file("tokens")) << "gateway ask " << core::sha256_hex("s3cret")
                                       << "\nops admin " << core::sha256_hex("0ther") << "\n";
  document::Diagnostics diagnostics;
  Access access;
  access.tokens =
      std::make_shared<const Tokens>(Tokens::read(folder.file("tokens"), diagnostics).value());
  serve({}, access);
  const auto ask = [&](const std::string& header) {
    auto socket = connect();
    send(socket, "GET /guarded HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + header + "\r\n");
    return rest(socket);
  };
  EXPECT_NE(ask("Authorization: Bearer s3cret\r\n").find("gateway"), std::string::npos);
  EXPECT_NE(ask("authorization: bearer s3cret\r\n").find("gateway"), std::string::npos);
  EXPECT_NE(ask("Authorization: Bearer 0ther\r\n").find("403 Forbidden"), std::string::npos);
  EXPECT_NE(ask("Authorization: Bearer wrong\r\n").find("401 Unauthorized"), std::string::npos);
  EXPECT_NE(ask("Authorization: Basic s3cret\r\n").find("401 Unauthorized"), std::string::npos);
  EXPECT_NE(ask("").find("401 Unauthorized"), std::string::npos);
}

TEST_F(HttpServerThreads, drains_by_answering_what_is_in_hand_and_closing_the_rest) {
  serve();
  auto busy = connect();
  auto idle = connect();
  send(busy, "GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
  std::size_t in_hand = 0;
  while (in_hand == 0) loop.run([&] { in_hand = held.size(); });
  std::atomic<bool> drained = false;
  loop.run([&] { server->drain([&] { drained = true; }); });
  EXPECT_EQ(rest(idle), "");
  EXPECT_FALSE(drained);
  loop.run([&] { held.at(0)->answer(200, "text/plain", "done"); });
  const std::string answer = rest(busy);
  EXPECT_NE(answer.find("Connection: close"), std::string::npos) << answer;
  while (!drained) std::this_thread::yield();
  EXPECT_EQ(closed, 2);
}

TEST_F(HttpServerThreads, is_drained_at_once_without_connections) {
  serve();
  bool drained = false;
  loop.run([&] { server->drain([&] { drained = true; }); });
  EXPECT_TRUE(drained);
}

TEST_F(HttpServerThreads, answers_head_without_a_body) {
  serve();
  auto socket = connect();
  send(socket, "HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(rest(socket).ends_with("\r\n\r\n"));
}

}  // namespace
}  // namespace picket::daemon
