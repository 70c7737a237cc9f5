// SPDX-License-Identifier: Apache-2.0
// How far a long run is, on standard error, where that is a terminal. One thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <string_view>

namespace picket::tool {

class Progress {
 public:
  Progress();
  ~Progress();  // wipes its line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Both say so at most once a second, and not within the first two.
  void report(std::uint64_t events);
  // A bar of what share of `name` is done.
  void report(std::string_view name, std::uint64_t done, std::uint64_t of);

 private:
  using Clock = std::chrono::steady_clock;

  bool is_due();

  bool on_terminal_;
  bool shown_ = false;
  Clock::time_point start_;
  Clock::time_point next_;
};

}  // namespace picket::tool
