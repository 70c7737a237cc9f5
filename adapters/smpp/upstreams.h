// SPDX-License-Identifier: Apache-2.0
// The SMSCs behind a listener, in order of preference, and which of them could not be had lately:
// not every bind shall wait for one that is down. Shared by the workers, any thread.
#pragma once

#include <asio/ip/tcp.hpp>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace picket::smpp {

class Upstreams {
 public:
  using Endpoint = asio::ip::tcp::endpoint;
  using Clock = std::chrono::steady_clock;

  // `hold_off`: how long one that failed is passed over.
  Upstreams(std::vector<Endpoint> in_order, std::chrono::seconds hold_off);

  const std::vector<Endpoint>& all() const noexcept { return all_; }
  std::chrono::seconds hold_off() const noexcept { return hold_off_; }

  // Indices of all(), in the order in which a bind that comes now should try them: those held off
  // come last. When one's time is over this bind tries it in its place, and the others pass it over
  // until it has.
  std::vector<std::size_t> order(Clock::time_point now) noexcept;

  // What came of it: nothing, or a bind.
  void failed(std::size_t index, Clock::time_point now) noexcept;
  void worked(std::size_t index) noexcept;

 private:
  using Ticks = Clock::rep;

  bool is_due(std::size_t index, Clock::time_point now) noexcept;
  Ticks later(Clock::time_point now) const noexcept {
    return (now + hold_off_).time_since_epoch().count();
  }

  const std::vector<Endpoint> all_;
  const std::chrono::seconds hold_off_;
  const std::unique_ptr<std::atomic<Ticks>[]> again_at_;  // by index; 0: not held off
};

}  // namespace picket::smpp
