// SPDX-License-Identifier: Apache-2.0
// What the sessions of one worker share: buffers they take turns with, the gate, counters, the list
// of who is there. Lives on one worker; outlives its sessions.
#pragma once

#include <asio/ip/tcp.hpp>
#include <asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "adapters/smpp/counting.h"
#include "adapters/smpp/relay.h"
#include "adapters/smpp/settings.h"
#include "filter/daemon/worker.h"

namespace picket::smpp {

class Session;

// One turn's buffers: what was read, and what the relay makes of it.
struct Turn {
  static constexpr std::size_t kReadSize = 256 * 1024;
  std::vector<std::uint8_t> input;  // kReadSize, or more for larger PDUs
  std::size_t size = 0;             // octets of it in use
  Workspace workspace;
};

class Host {
 public:
  Host(daemon::Worker& worker, Shared& shared, const CounterNames& names);

  daemon::Worker& worker() noexcept { return worker_; }
  Shared& shared() noexcept { return shared_; }
  Counting counting() const noexcept { return counting_; }

  // A turn is given back when its outputs have been written or put aside. As a rule one is enough;
  // a session that waits for a verdict keeps its own meanwhile.
  // `max_pdu_size`: what the input must have room for.
  std::unique_ptr<Turn> take_turn(std::size_t max_pdu_size);
  void give_back(std::unique_ptr<Turn> turn) noexcept;

  void add(Session& session);
  void remove(Session& session) noexcept;

  // On its worker, as everything: what sessions of a listener go by from now on, open ones too.
  // Listeners count from 0.
  void adopt(std::size_t listener, std::shared_ptr<const SessionOptions> options);
  const std::shared_ptr<const SessionOptions>& options(std::size_t listener) const {
    return options_[listener];
  }

  // Counted, and said in the log, at most once a second.
  void tls_failed(Side side, const std::string& why);
  void upstream_failed(const asio::ip::tcp::endpoint& upstream, const std::string& why);

  // Drains every session, and those that come later at once; `drained` when none is left.
  void drain(std::function<void()> drained);
  bool draining() const noexcept { return draining_; }

 private:
  void watch_receipts();
  void tell_if_drained();
  bool may_speak() noexcept;

  daemon::Worker& worker_;
  Shared& shared_;
  Counting counting_;
  std::vector<std::unique_ptr<Turn>> turns_;
  std::unordered_set<Session*> sessions_;
  std::vector<std::shared_ptr<const SessionOptions>> options_;  // by listener
  asio::steady_timer receipts_timer_;
  std::uint64_t receipts_seen_ = 0;  // expected, of which sessions have been told
  std::chrono::steady_clock::time_point spoke_{};
  bool draining_ = false;
  std::function<void()> drained_;
};

}  // namespace picket::smpp
