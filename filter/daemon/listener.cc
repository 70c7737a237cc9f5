// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/listener.h"

#include <algorithm>
#include <asio/io_context.hpp>
#include <asio/ip/v6_only.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <atomic>
#include <charconv>
#include <system_error>

#include "filter/document/typed.h"

namespace picket::daemon {

std::optional<asio::ip::tcp::endpoint> parse_endpoint(const document::Node& node,
                                                      document::Diagnostics& diagnostics,
                                                      std::string_view file) {
  document::FileReporter reporter(diagnostics, file);
  const auto text = document::read_text(node, "an address", reporter);
  if (!text) return std::nullopt;
  const auto colon = text->rfind(':');
  std::string_view host = text->substr(0, colon);
  std::uint16_t port = 0;
  bool good = colon != std::string_view::npos && colon + 1 < text->size();
  if (good) {
    const char* end = text->data() + text->size();
    const auto [last, error] = std::from_chars(text->data() + colon + 1, end, port);
    good = error == std::errc{} && last == end;
  }
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  asio::error_code error;
  const auto address = asio::ip::make_address(std::string(host), error);
  if (!good || error || bracketed != address.is_v6()) {
    reporter.error(
        node.span, "bad-address", "'" + std::string(*text) + "' is not an address and port",
        "write 127.0.0.1:2775 or, in quotes, \"[::1]:2775\"; a host name is not looked up");
    return std::nullopt;
  }
  return asio::ip::tcp::endpoint(address, port);
}

std::string to_string(const asio::ip::tcp::endpoint& endpoint) {
  const std::string address = endpoint.address().to_string();
  const std::string port = std::to_string(endpoint.port());
  return endpoint.address().is_v6() ? "[" + address + "]:" + port : address + ":" + port;
}

asio::ip::tcp::acceptor listen_on(asio::io_context& io, const asio::ip::tcp::endpoint& at) {
  asio::ip::tcp::acceptor acceptor(io);
  asio::error_code error;
  const auto check = [&](const asio::error_code& result) {
    if (result) throw std::system_error(result, "cannot listen on " + to_string(at));
  };
  check(acceptor.open(at.protocol(), error));
  check(acceptor.set_option(asio::socket_base::reuse_address(true), error));
  if (at.address().is_v6()) check(acceptor.set_option(asio::ip::v6_only(true), error));
  check(acceptor.bind(at, error));
  check(acceptor.non_blocking(true, error));
  check(acceptor.listen(asio::socket_base::max_listen_connections, error));
  return acceptor;
}

struct TcpListener::State : std::enable_shared_from_this<State> {
  State(const asio::ip::tcp::endpoint& at, AddressList allowed, std::span<Worker* const> dealt_to,
        OnConnection callback)
      : peers(std::move(allowed)),
        workers(dealt_to.begin(), dealt_to.end()),
        on_connection(std::move(callback)),
        acceptor(listen_on(workers.front()->io(), at)),
        bound(acceptor.local_endpoint()),
        pause(workers.front()->io()) {}

  Worker& least_busy() const noexcept {
    return **std::min_element(workers.begin(), workers.end(),
                              [](Worker* a, Worker* b) { return a->sessions() < b->sessions(); });
  }

  bool allowed(const asio::ip::tcp::socket& socket) const {
    if (peers.empty()) return true;
    asio::error_code error;
    const auto peer = socket.remote_endpoint(error);
    return !error && peers.contains(peer.address());
  }

  // Waits for a connection first and chooses its worker when it is there.
  void wait() {
    acceptor.async_wait(asio::socket_base::wait_read,
                        [self = shared_from_this()](const asio::error_code& error) {
                          if (!error && self->acceptor.is_open()) self->accept_all();
                        });
  }

  void accept_all() {
    for (;;) {
      Worker& worker = least_busy();
      asio::error_code error;
      auto socket = acceptor.accept(worker.io(), error);
      if (error == asio::error::would_block || error == asio::error::try_again) return wait();
      if (error == asio::error::connection_aborted || error == asio::error::interrupted) continue;
      if (error) return wait_later();
      deal(worker, std::move(socket));
    }
  }

  void deal(Worker& worker, asio::ip::tcp::socket socket) {
    if (!allowed(socket)) {
      refused.fetch_add(1, std::memory_order_relaxed);
      return;  // closes it
    }
    asio::error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);
    worker.session_opened();
    asio::post(worker.io(),
               [self = shared_from_this(), &worker, taken = std::move(socket)]() mutable {
                 self->on_connection(worker, std::move(taken));
               });
  }

  // Out of file descriptors, mostly: trying again at once would spin.
  void wait_later() {
    pause.expires_after(std::chrono::milliseconds(50));
    pause.async_wait([self = shared_from_this()](const asio::error_code& error) {
      if (!error && self->acceptor.is_open()) self->wait();
    });
  }

  AddressList peers;  // on the first worker's thread once started
  const std::vector<Worker*> workers;
  const OnConnection on_connection;
  asio::ip::tcp::acceptor acceptor;  // on the first worker's thread once started
  const asio::ip::tcp::endpoint bound;
  asio::steady_timer pause;
  std::atomic<std::uint64_t> refused{0};
};

TcpListener::TcpListener(const asio::ip::tcp::endpoint& at, AddressList peers,
                         std::span<Worker* const> workers, OnConnection on_connection)
    : state_(std::make_shared<State>(at, std::move(peers), workers, std::move(on_connection))) {}

TcpListener::~TcpListener() { stop(); }

void TcpListener::start() {
  asio::post(state_->acceptor.get_executor(), [state = state_] { state->wait(); });
}

void TcpListener::stop() {
  asio::post(state_->acceptor.get_executor(), [state = state_] {
    asio::error_code ignored;
    state->acceptor.close(ignored);
    state->pause.cancel();
  });
}

void TcpListener::set_peers(AddressList peers) {
  asio::post(state_->acceptor.get_executor(), [state = state_, taken = std::move(peers)]() mutable {
    state->peers = std::move(taken);
  });
}

asio::ip::tcp::endpoint TcpListener::local_endpoint() const { return state_->bound; }

std::uint64_t TcpListener::refused_peers() const noexcept {
  return state_->refused.load(std::memory_order_relaxed);
}

}  // namespace picket::daemon
