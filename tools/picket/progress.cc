// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace picket::tool {

using namespace std::chrono_literals;

Progress::Progress()
    : on_terminal_(::isatty(STDERR_FILENO) == 1), start_(Clock::now()), next_(start_ + 2s) {}

Progress::~Progress() {
  if (shown_) fmt::print(stderr, "\r\033[K");
}

void Progress::report(std::uint64_t events) {
  if (!on_terminal_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + 1s;
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  fmt::print(stderr, "\r\033[K{} events, {:.0f} a second", events,
             static_cast<double>(events) / seconds);
  std::fflush(stderr);
}

}  // namespace picket::tool
