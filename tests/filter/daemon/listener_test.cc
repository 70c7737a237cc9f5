// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/listener.h"

#include <gtest/gtest.h>

#include <asio/read.hpp>
#include <asio/write.hpp>
#include <mutex>
#include <system_error>

#include "tests/filter/daemon/running_loop.h"

namespace picket::daemon {
namespace {

using asio::ip::tcp;

std::optional<tcp::endpoint> parsed(const std::string& scalar, document::Diagnostics& diagnostics) {
  document::Node node;
  node.kind = document::Node::Kind::scalar;
  node.scalar = scalar;
  return parse_endpoint(node, diagnostics, "file");
}

TEST(ParseEndpoint, reads_addresses_with_ports) {
  document::Diagnostics diagnostics;
  for (const char* text : {"127.0.0.1:2775", "[::1]:2775", "0.0.0.0:0", "[2001:db8::1]:65535"})
    EXPECT_EQ(to_string(parsed(text, diagnostics).value()), text);
  EXPECT_FALSE(diagnostics.has_errors());
}

TEST(ParseEndpoint, refuses_what_is_no_address_and_port) {
  for (const char* text : {"localhost:1", "127.0.0.1", "127.0.0.1:", ":80", "127.0.0.1:65536",
                           "127.0.0.1:-1", "127.0.0.1:80x", "::1:80", "[127.0.0.1]:80", "[]:80"}) {
    document::Diagnostics diagnostics;
    EXPECT_FALSE(parsed(text, diagnostics)) << text;
    ASSERT_EQ(diagnostics.error_count(), 1u) << text;
    EXPECT_EQ(diagnostics.all()[0].code, "bad-address");
  }
}

class TcpListenerThreads : public ::testing::Test {
 protected:
  // Each connection taken is kept open and its worker noted.
  std::unique_ptr<TcpListener> listen(std::vector<asio::ip::address> peers = {}) {
    return std::make_unique<TcpListener>(
        tcp::endpoint(asio::ip::make_address("127.0.0.1"), 0), AddressList(std::move(peers)),
        workers, [this](Worker& worker, tcp::socket socket) {
          const std::lock_guard lock(mutex);
          EXPECT_EQ(&socket.get_executor().target<asio::io_context::executor_type>()->context(),
                    &worker.io());
          taken.emplace_back(worker.index(), std::move(socket));
        });
  }

  void TearDown() override {
    for (LoopWorker* worker : {&first, &second}) worker->loop.stop();
    taken.clear();
  }

  tcp::socket connect(const TcpListener& listener) {
    tcp::socket socket(client);
    socket.connect(listener.local_endpoint());
    return socket;
  }

  std::size_t wait_for(std::size_t count) {
    for (int i = 0; i < 6000; ++i) {  // half a minute, whatever the machine does besides
      {
        const std::lock_guard lock(mutex);
        if (taken.size() >= count) return taken.size();
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    const std::lock_guard lock(mutex);
    return taken.size();
  }

  LoopWorker first{0};
  LoopWorker second{1};
  std::vector<Worker*> workers{&first, &second};
  asio::io_context client;
  std::mutex mutex;
  std::vector<std::pair<unsigned, tcp::socket>> taken;
};

TEST_F(TcpListenerThreads, deals_each_connection_to_the_worker_with_the_fewest_sessions) {
  second.session_opened();
  second.session_opened();
  const auto listener = listen();
  listener->start();
  std::vector<tcp::socket> clients;
  for (int i = 0; i < 6; ++i) {
    clients.push_back(connect(*listener));
    ASSERT_EQ(wait_for(clients.size()), clients.size());
  }
  EXPECT_EQ(first.sessions(), 4);
  EXPECT_EQ(second.sessions(), 4) << "two of them were there before";
}

TEST_F(TcpListenerThreads, closes_and_counts_connections_from_other_peers) {
  const auto listener = listen({asio::ip::make_address("192.0.2.7")});
  listener->start();
  auto socket = connect(*listener);
  char byte = 0;
  asio::error_code error;
  asio::read(socket, asio::buffer(&byte, 1), error);
  EXPECT_TRUE(error);
  EXPECT_EQ(listener->refused_peers(), 1u);
  EXPECT_EQ(first.sessions() + second.sessions(), 0);
}

TEST_F(TcpListenerThreads, accepts_nothing_after_stop) {
  const auto listener = listen();
  listener->start();
  auto before = connect(*listener);
  ASSERT_EQ(wait_for(1), 1u);
  listener->stop();
  first.loop.run([] {});  // stop() is posted there
  tcp::socket after(client);
  asio::error_code error;
  after.connect(listener->local_endpoint(), error);
  EXPECT_TRUE(error);
}

TEST_F(TcpListenerThreads, says_which_address_is_taken) {
  const auto listener = listen();
  try {
    TcpListener again(listener->local_endpoint(), {}, workers, {});
    FAIL() << "two listeners on one port";
  } catch (const std::system_error& error) {
    EXPECT_NE(std::string(error.what()).find(to_string(listener->local_endpoint())),
              std::string::npos);
  }
}

}  // namespace
}  // namespace picket::daemon
