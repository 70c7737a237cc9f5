// SPDX-License-Identifier: Apache-2.0
// Sessions on a worker of their own thread, between peers that are plain blocking sockets of the
// test's thread.
#pragma once

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include <asio/connect.hpp>
#include <asio/executor_work_guard.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/post.hpp>
#include <asio/write.hpp>
#include <future>
#include <thread>

#include "adapters/smpp/host.h"
#include "adapters/smpp/session.h"
#include "tests/adapters/smpp/fake_gate.h"
#include "tests/adapters/smpp/messages.h"

namespace picket::smpp {

using asio::ip::tcp;

// No test is about how fast the machine is.
constexpr std::chrono::seconds kPatience{30};

// Whether it comes to hold while we wait.
template <class Holds>
bool in_time(Holds holds) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

class FakeWorker final : public daemon::Worker {
 public:
  explicit FakeWorker(std::size_t counters) : cells_(counters) {}
  unsigned index() const noexcept override { return 0; }
  asio::io_context& io() noexcept override { return io_; }
  FakeGate& gate() noexcept override { return gate_; }
  daemon::CounterCells& counters() noexcept override { return cells_; }
  int sessions() const noexcept override { return sessions_.load(); }
  void session_opened() noexcept override { ++sessions_; }
  void session_closed() noexcept override { --sessions_; }

 private:
  asio::io_context io_{1};
  FakeGate gate_;
  daemon::CounterCells cells_;
  std::atomic<int> sessions_{0};
};

// One end of a TCP connection, an ESME or an SMSC.
class Peer {
 public:
  Peer(tcp::socket socket) : socket_(std::move(socket)) {
    asio::error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
  }

  void send(const Bytes& bytes) {
    asio::error_code error;
    asio::write(socket_, asio::buffer(bytes), error);
    EXPECT_FALSE(error) << error.message();
  }

  // The next whole PDU; empty at the connection's end or after `patience`.
  Bytes receive(std::chrono::milliseconds patience = kPatience) {
    while (true) {
      if (const auto next = next_pdu(Octets(input_).subspan(from_), 1 << 24); next && *next) {
        from_ += (*next)->bytes.size();
        return {(*next)->bytes.begin(), (*next)->bytes.end()};
      }
      if (!fill(patience)) return {};
    }
  }

  // True where the other end closes within `patience`, whatever it still says before.
  bool closed(std::chrono::milliseconds patience = kPatience) {
    while (fill(patience)) {
    }
    return over_;
  }

  void close() {
    asio::error_code ignored;
    socket_.close(ignored);
  }
  void reset() {
    socket_.set_option(asio::socket_base::linger(true, 0));
    close();
  }
  tcp::socket& socket() { return socket_; }

 private:
  bool fill(std::chrono::milliseconds patience) {
    pollfd waiting{socket_.native_handle(), POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(patience.count())) != 1) return false;
    std::uint8_t buffer[65536];
    const auto size = ::recv(socket_.native_handle(), buffer, sizeof buffer, 0);
    if (size <= 0) {
      over_ = true;
      return false;
    }
    input_.erase(input_.begin(), input_.begin() + static_cast<std::ptrdiff_t>(from_));
    from_ = 0;
    input_.insert(input_.end(), buffer, buffer + size);
    return true;
  }

  tcp::socket socket_;
  Bytes input_;  // from from_ on
  std::size_t from_ = 0;
  bool over_ = false;
};

class LiveRelay : public testing::Test {
 protected:
  LiveRelay()
      : names_(CounterNames::declare(registry_)),
        worker_(registry_.infos().size()),
        host_(worker_, shared_, names_),
        to_picket_(test_io_, {asio::ip::address_v4::loopback(), 0}),
        upstream_(test_io_, {asio::ip::address_v4::loopback(), 0}),
        work_(worker_.io().get_executor()) {
    upstreams({upstream_.local_endpoint()});
    options_.linger = std::chrono::seconds(1);
    thread_ = std::thread([this] { worker_.io().run(); });
  }

  ~LiveRelay() override {
    worker_.io().stop();
    thread_.join();
  }

  void upstreams(std::vector<tcp::endpoint> in_order) {
    options_.upstreams = std::make_shared<Upstreams>(std::move(in_order), std::chrono::seconds(60));
  }

  // An ESME whose connection a session has just got.
  Peer connect() {
    tcp::socket client(test_io_);
    client.connect(to_picket_.local_endpoint());
    worker_.session_opened();
    // The session's socket belongs to the worker's io_context.
    const auto protocol = to_picket_.local_endpoint().protocol();
    tcp::socket taken = to_picket_.accept();
    taken.set_option(tcp::no_delay(true));  // as the listener does
    const int accepted = taken.release();
    on_worker([&] {
      std::make_shared<Session>(host_, std::make_shared<const SessionOptions>(options_),
                                tcp::socket(worker_.io(), protocol, accepted))
          ->start();
    });
    return Peer(std::move(client));
  }

  Peer accept() { return Peer(upstream_.accept()); }

  struct Pair {
    Peer esme;
    Peer smsc;
  };
  Pair bound() {
    Peer esme = connect();
    esme.send(bind_pdu(1));
    Peer smsc = accept();
    EXPECT_EQ(smsc.receive(), bind_pdu(1));
    const Bytes answer = response_pdu(Command::bind_transceiver_resp, 1, "smsc");
    smsc.send(answer);
    EXPECT_EQ(esme.receive(), answer);
    return {std::move(esme), std::move(smsc)};
  }

  void on_worker(std::function<void()> run) {
    std::promise<void> done;
    asio::post(worker_.io(), [&] {
      run();
      done.set_value();
    });
    done.get_future().wait();
  }

  // Gives the next verdict of a gate that answers later, as soon as it has been asked for one.
  void give_verdict() {
    for (bool given = false; !given;) {
      on_worker([&] {
        given = !worker_.gate().waiting.empty();
        if (given) worker_.gate().answer_one();
      });
    }
  }

  std::int64_t count(Count what) { return worker_.counters().value(names_.id(what)); }

  // Waits for the worker to be done with every session.
  bool all_sessions_gone() {
    return in_time([&] { return worker_.sessions() == 0; });
  }

  daemon::CounterRegistry registry_;
  CounterNames names_;
  FakeWorker worker_;
  Shared shared_{{.parts = {.memory = 1 << 20}}};
  Host host_;
  SessionOptions options_;
  asio::io_context test_io_;
  tcp::acceptor to_picket_;
  tcp::acceptor upstream_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  std::thread thread_;
};

}  // namespace picket::smpp
