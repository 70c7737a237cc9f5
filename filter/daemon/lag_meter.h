// SPDX-License-Identifier: Apache-2.0
// How far a worker's loop is behind, and whether that is overload. A timer that fires every
// kInterval says how late it was: everything that had become ready meanwhile came first, so its
// lateness is what the worker adds to an event's latency. Knows no clock. What changes it is called
// on the worker; the rest from any thread.
//
// The lag is the least lateness of the last three looks, as a queue that stands is one that never
// empties: one hiccup, or a process that was stopped and goes on, is late once and no more.
// Overload begins when the lag exceeds a threshold, and ends when it has been under half of that
// for kCalm looks in a row, a second and more, so that events let pass do not end it at once.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace picket::daemon {

class LagMeter {
 public:
  using Duration = std::chrono::nanoseconds;
  static constexpr std::chrono::milliseconds kInterval{10};
  static constexpr unsigned kCalm = 100;

  // Zero, as at first: never overload. Another threshold holds from the next look on; zero at once.
  void set_threshold(Duration threshold) noexcept;

  // The timer has fired, so much later than it should have.
  void observe(Duration late) noexcept;

  bool overloaded() const noexcept { return overloaded_.load(std::memory_order_relaxed); }
  Duration lag() const noexcept { return Duration(lag_.load(std::memory_order_relaxed)); }
  // How often overload has begun.
  std::uint64_t overloads() const noexcept { return overloads_.load(std::memory_order_relaxed); }

 private:
  static constexpr std::size_t kLooks = 3;

  void begin() noexcept;
  void end() noexcept;

  Duration threshold_{0};
  std::array<Duration, kLooks> latest_{};
  std::size_t next_ = 0;  // of latest_
  unsigned calm_ = 0;     // looks in a row
  std::atomic<Duration::rep> lag_{0};
  std::atomic<bool> overloaded_{false};
  std::atomic<std::uint64_t> overloads_{0};
};

}  // namespace picket::daemon
