// SPDX-License-Identifier: Apache-2.0
// One acceptor per TCP port. Lives on worker 0's io_context; deals each connection to the worker
// with the fewest sessions, as a socket already assigned to that worker's io_context.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <asio/ip/tcp.hpp>

#include "filter/daemon/worker.h"
#include "filter/document/diagnostic.h"
#include "filter/document/node.h"

namespace picket::daemon {

// `listen: 127.0.0.1:2775` or `[::1]:2775`. Port 0: the system chooses.
asio::ip::tcp::endpoint parse_endpoint(const document::Node& node,
                                       document::Diagnostics& diagnostics, std::string_view file);

class TcpListener {
 public:
  // Runs on the chosen worker's thread.
  using OnConnection = std::function<void(Worker&, asio::ip::tcp::socket)>;

  // Binds and listens at once; throws std::system_error whose text names the address. `peers`: where
  // not empty, connections from other addresses are closed and counted.
  TcpListener(asio::ip::tcp::endpoint at, std::vector<asio::ip::address> peers,
              std::span<Worker* const> workers, OnConnection on_connection);
  ~TcpListener();

  void start();
  void stop();  // any thread; accepts nothing more afterwards
  asio::ip::tcp::endpoint local_endpoint() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace picket::daemon
