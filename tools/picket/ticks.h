// SPDX-License-Identifier: Apache-2.0
// A clock for stages of some dozen nanoseconds: the processor's time stamp counter where there is
// one, else the monotonic clock. What a reading costs is measured, to be taken off what was timed
// with it. Readings are not fenced: a few instructions of one stage may count for its neighbour.
#pragma once

#include <chrono>
#include <cstdint>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace picket::tool {

inline std::uint64_t ticks() noexcept {
#if defined(__x86_64__)
  return __rdtsc();
#else
  return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
#endif
}

struct TickRate {
  double ns_per_tick = 1;
  double ns_per_reading = 0;
};

// Takes some 20 ms.
TickRate measure_ticks();

}  // namespace picket::tool
