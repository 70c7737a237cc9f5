// SPDX-License-Identifier: Apache-2.0
// Work on many things by several threads, for commands whose output does not depend on how many.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace picket::tool {

// Calls work(lane, index) once for every index below `count`: one lane, 0..lanes-1, is one thread,
// lane 0 the caller's. Returns when all is done. What a call throws ends the work and is thrown
// here, the first of several.
template <class Work>
void share_out(unsigned lanes, std::size_t count, const Work& work) {
  constexpr std::size_t kAtATime = 16;
  std::atomic<std::size_t> next = 0;
  std::mutex mutex;
  std::exception_ptr failure;
  const auto run = [&](unsigned lane) {
    try {
      for (;;) {
        const std::size_t begin = next.fetch_add(kAtATime);
        if (begin >= count) return;
        for (std::size_t i = begin; i < std::min(begin + kAtATime, count); ++i) work(lane, i);
      }
    } catch (...) {
      next = count;
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> helpers;
    for (unsigned lane = 1; lane < lanes; ++lane) helpers.emplace_back(run, lane);
    run(0);
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace picket::tool
