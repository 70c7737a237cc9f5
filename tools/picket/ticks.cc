// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/ticks.h"

#include <algorithm>

namespace picket::tool {
namespace {

using namespace std::chrono_literals;

constexpr int kReadings = 1000;
constexpr int kTrials = 20;

// The best of several trials: what else the machine does only adds.
std::uint64_t least_ticks_for_readings() {
  std::uint64_t least = ~std::uint64_t{0};
  for (int trial = 0; trial < kTrials; ++trial) {
    const std::uint64_t begin = ticks();
    std::uint64_t last = begin;
    for (int i = 0; i < kReadings; ++i) {
      last = ticks();
      asm volatile("" : : "r"(last));
    }
    least = std::min(least, last - begin);
  }
  return least;
}

}  // namespace

TickRate measure_ticks() {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point begin = Clock::now();
  const std::uint64_t first = ticks();
  while (Clock::now() - begin < 20ms) {
  }
  const std::chrono::duration<double, std::nano> passed = Clock::now() - begin;
  TickRate rate;
  rate.ns_per_tick = passed.count() / static_cast<double>(ticks() - first);
  rate.ns_per_reading =
      static_cast<double>(least_ticks_for_readings()) * rate.ns_per_tick / kReadings;
  return rate;
}

}  // namespace picket::tool
