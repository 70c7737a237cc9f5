// SPDX-License-Identifier: Apache-2.0
// One worker's memory of the routes it has seen: their settings, looked up once, and their
// counters. Bounded: routes beyond the capacity (or with absurdly long names) are counted together
// as `other`, so that a peer inventing names costs nothing. of() on the worker; the rest from any
// thread.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string_view>

#include "filter/core/decision.h"
#include "filter/core/event.h"
#include "filter/daemon/routes.h"

namespace picket::daemon {

inline constexpr std::size_t kChannels = 3;
inline constexpr std::size_t kVerdicts = 3;

// What became of an event that was not judged because its worker was overloaded.
enum class Unjudged : std::uint8_t { passed, refused };
inline constexpr std::size_t kUnjudged = 2;

class RouteCounters {
 public:
  void count(core::Channel channel, core::Verdict verdict) noexcept {
    increment(cells_[index(channel, verdict)]);
  }
  void count(Unjudged what) noexcept { increment(unjudged_[static_cast<std::size_t>(what)]); }
  std::uint64_t value(core::Channel channel, core::Verdict verdict) const noexcept {
    return cells_[index(channel, verdict)].load(std::memory_order_relaxed);
  }
  std::uint64_t value(Unjudged what) const noexcept {
    return unjudged_[static_cast<std::size_t>(what)].load(std::memory_order_relaxed);
  }

 private:
  static void increment(std::atomic<std::uint64_t>& cell) noexcept {  // one writer
    cell.store(cell.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  }
  static constexpr std::size_t index(core::Channel channel, core::Verdict verdict) noexcept {
    return static_cast<std::size_t>(channel) * kVerdicts + static_cast<std::size_t>(verdict);
  }
  std::array<std::atomic<std::uint64_t>, kChannels * kVerdicts> cells_{};
  std::array<std::atomic<std::uint64_t>, kUnjudged> unjudged_{};
};

class RouteTable {
 public:
  static constexpr std::size_t kLongestName = 64;

  struct Route {
    std::array<char, kLongestName> name_bytes{};
    std::uint8_t name_size = 0;
    RouteSettings settings;
    RouteCounters counters;

    std::string_view name() const noexcept { return {name_bytes.data(), name_size}; }
  };

  struct Found {
    const RouteSettings* settings;
    RouteCounters* counters;
  };

  // `policy` outlives the table, or its being replaced.
  RouteTable(const RoutePolicy& policy, std::uint32_t capacity);

  // On the worker: settings are those of another policy from now on.
  void adopt(const RoutePolicy& policy) noexcept;

  // Settings and counters of a route; remembers it on first sight. Allocates nothing.
  Found of(std::string_view route) noexcept;

  // The routes seen so far: [0, size()); names never change once seen; settings are the worker's.
  std::size_t size() const noexcept { return size_.load(std::memory_order_acquire); }
  const Route& route(std::size_t index) const noexcept { return routes_[index]; }
  const RouteCounters& others() const noexcept { return others_; }

 private:
  const RoutePolicy* policy_;
  std::uint32_t capacity_;
  std::unique_ptr<Route[]> routes_;
  std::unique_ptr<std::uint32_t[]> slots_;  // open addressing: index + 1, or 0
  std::uint64_t slot_mask_;
  std::atomic<std::uint32_t> size_{0};
  RouteCounters others_;
};

}  // namespace picket::daemon
