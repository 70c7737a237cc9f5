// SPDX-License-Identifier: Apache-2.0
// What the sessions of one worker share: buffers they take turns with, the gate, counters, the list
// of who is there. Lives on one worker; outlives its sessions.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_set>
#include <vector>

#include "adapters/gsm/parts.h"
#include "adapters/smpp/counting.h"
#include "adapters/smpp/relay.h"
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
  Host(daemon::Worker& worker, gsm::PartStore& parts, const CounterNames& names);

  daemon::Worker& worker() noexcept { return worker_; }
  gsm::PartStore& parts() noexcept { return parts_; }
  Counting counting() const noexcept { return counting_; }

  // A turn is given back when its outputs have been written or put aside. As a rule one is enough;
  // a session that waits for a verdict keeps its own meanwhile.
  // `max_pdu_size`: what the input must have room for.
  std::unique_ptr<Turn> take_turn(std::size_t max_pdu_size);
  void give_back(std::unique_ptr<Turn> turn) noexcept;

  void add(Session& session);
  void remove(Session& session) noexcept;

  // Drains every session, and those that come later at once; `drained` when none is left.
  void drain(std::function<void()> drained);
  bool draining() const noexcept { return draining_; }

 private:
  void tell_if_drained();

  daemon::Worker& worker_;
  gsm::PartStore& parts_;
  Counting counting_;
  std::vector<std::unique_ptr<Turn>> turns_;
  std::unordered_set<Session*> sessions_;
  bool draining_ = false;
  std::function<void()> drained_;
};

}  // namespace picket::smpp
