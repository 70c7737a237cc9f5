// SPDX-License-Identifier: Apache-2.0
// Counters that adapters bring along: named once before traffic, counted per worker without locks
// (each worker writes its own cache lines, relaxed), added up at the scrape on the control thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace picket::daemon {

// A metric of picketd: `picket_<name>{<label>="<value>"}`; counters end in _total.
struct CounterInfo {
  std::string name;   // smpp_pdus_total
  std::string help;   // one sentence
  std::string label;  // may be empty
  std::string value;
  bool gauge = false;  // goes up and down (open sessions)
  // Where set, asked at each scrape, on the control thread, in place of the workers' cells: what is
  // counted elsewhere, once for the process.
  std::function<std::int64_t()> read = {};
};

using CounterId = std::uint32_t;

// One worker's cells. add() only on that worker; value() from any thread.
class CounterCells {
 public:
  explicit CounterCells(std::size_t count)
      : cells_(std::make_unique<std::atomic<std::int64_t>[]>(count)), size_(count) {}
  void add(CounterId id, std::int64_t delta = 1) noexcept {
    auto& cell = cells_[id];
    cell.store(cell.load(std::memory_order_relaxed) + delta, std::memory_order_relaxed);
  }
  std::int64_t value(CounterId id) const noexcept {
    return cells_[id].load(std::memory_order_relaxed);
  }
  std::size_t size() const noexcept { return size_; }

 private:
  std::unique_ptr<std::atomic<std::int64_t>[]> cells_;
  std::size_t size_;
};

// Filled before workers start (Adapter::declare), read-only afterwards.
class CounterRegistry {
 public:
  CounterId declare(CounterInfo info) {
    infos_.push_back(std::move(info));
    return static_cast<CounterId>(infos_.size() - 1);
  }
  std::span<const CounterInfo> infos() const noexcept { return infos_; }

 private:
  std::vector<CounterInfo> infos_;
};

}  // namespace picket::daemon
