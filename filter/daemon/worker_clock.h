// SPDX-License-Identifier: Apache-2.0
// Time on one worker: one reading of the monotonic clock (22 ns through the vDSO on the machine it
// was measured on) gives both the moment of an event and the start of its latency. Wall-clock time
// is the monotonic one plus an offset read anew every 100 ms, so it follows a stepped or slewed
// clock within that.
#pragma once

#include <chrono>

#include "filter/core/time.h"

namespace picket::daemon {

class WorkerClock {
 public:
  using Monotonic = std::chrono::steady_clock::time_point;

  Monotonic now() const noexcept { return std::chrono::steady_clock::now(); }

  core::Instant wall(Monotonic at) noexcept {
    if (at - read_at_ >= std::chrono::milliseconds(100) || read_at_ == Monotonic{}) {
      read_at_ = at;
      wall_ =
          std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    }
    return wall_ + std::chrono::duration_cast<std::chrono::microseconds>(at - read_at_);
  }

 private:
  Monotonic read_at_{};
  core::Instant wall_{};
};

}  // namespace picket::daemon
