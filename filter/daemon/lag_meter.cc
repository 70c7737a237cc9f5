// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/lag_meter.h"

#include <algorithm>

namespace picket::daemon {

void LagMeter::set_threshold(Duration threshold) noexcept {
  threshold_ = threshold;
  if (threshold_ == Duration::zero()) end();
}

void LagMeter::observe(Duration late) noexcept {
  latest_[next_] = std::max(late, Duration::zero());
  next_ = (next_ + 1) % kLooks;
  const Duration lag = *std::min_element(latest_.begin(), latest_.end());
  lag_.store(lag.count(), std::memory_order_relaxed);
  if (threshold_ == Duration::zero()) return;
  if (!overloaded()) {
    if (lag > threshold_) begin();
    return;
  }
  calm_ = lag < threshold_ / 2 ? calm_ + 1 : 0;
  if (calm_ == kCalm) end();
}

void LagMeter::begin() noexcept {
  calm_ = 0;
  overloaded_.store(true, std::memory_order_relaxed);
  overloads_.store(overloads() + 1, std::memory_order_relaxed);  // one writer
}

void LagMeter::end() noexcept { overloaded_.store(false, std::memory_order_relaxed); }

}  // namespace picket::daemon
