// SPDX-License-Identifier: Apache-2.0
// One acceptor per TCP port. Lives on worker 0's io_context; deals each connection to the worker
// with the fewest sessions, as a socket already assigned to that worker's io_context.
#pragma once

#include <asio/ip/tcp.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "filter/daemon/address_list.h"
#include "filter/daemon/worker.h"
#include "filter/document/diagnostic.h"
#include "filter/document/node.h"

namespace picket::daemon {

// Reads `listen: 127.0.0.1:2775` or `[::1]:2775`, an address and not a host name. Port 0: the
// system chooses. nullopt where that is not what the node says; the error is reported.
std::optional<asio::ip::tcp::endpoint> parse_endpoint(const document::Node& node,
                                                      document::Diagnostics& diagnostics,
                                                      std::string_view file);

// `127.0.0.1:2775`, `[::1]:2775`.
std::string to_string(const asio::ip::tcp::endpoint& endpoint);

// An acceptor listening on `at` (SO_REUSEADDR; not blocking; only IPv6 where `at` is IPv6). Throws
// std::system_error whose text names the address.
asio::ip::tcp::acceptor listen_on(asio::io_context& io, const asio::ip::tcp::endpoint& at);

class TcpListener {
 public:
  // Runs on the chosen worker's thread, exactly once per accepted connection; TCP_NODELAY is set.
  // The worker's session_opened() has been called for it: whoever takes the socket calls
  // session_closed() once, on that worker, when it is done with it.
  using OnConnection = std::function<void(Worker&, asio::ip::tcp::socket)>;

  // Binds and listens at once; throws std::system_error whose text names the address. `peers`:
  // where not empty, connections from other addresses are closed and counted.
  TcpListener(const asio::ip::tcp::endpoint& at, AddressList peers,
              std::span<Worker* const> workers, OnConnection on_connection);
  ~TcpListener();

  TcpListener(const TcpListener&) = delete;
  TcpListener& operator=(const TcpListener&) = delete;

  void start();
  void stop();                        // any thread; accepts nothing more afterwards
  void set_peers(AddressList peers);  // any thread; of connections from now on
  asio::ip::tcp::endpoint local_endpoint() const;
  std::uint64_t refused_peers() const noexcept;  // any thread

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace picket::daemon
