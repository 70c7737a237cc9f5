// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

namespace picket::tool {

using namespace std::chrono_literals;

Progress::Progress()
    : on_terminal_(::isatty(STDERR_FILENO) == 1), start_(Clock::now()), next_(start_ + 2s) {}

Progress::~Progress() {
  if (shown_) fmt::print(stderr, "\r\033[K");
}

bool Progress::is_due() {
  if (!on_terminal_) return false;
  const Clock::time_point now = Clock::now();
  if (now < next_) return false;
  next_ = now + 1s;
  shown_ = true;
  return true;
}

void Progress::report(std::string_view name, std::uint64_t done, std::uint64_t of) {
  if (!is_due()) return;
  constexpr std::uint64_t kWidth = 30;
  const std::uint64_t share = of == 0 ? kWidth : std::min(kWidth, done * kWidth / of);
  fmt::print(stderr, "\r\033[K{} [{:<30}] {} of {} MB", name, std::string(share, '='),
             done / 1'000'000, of / 1'000'000);
  std::fflush(stderr);
}

void Progress::report(std::uint64_t events) {
  if (!is_due()) return;
  const double seconds = std::chrono::duration<double>(Clock::now() - start_).count();
  fmt::print(stderr, "\r\033[K{} events, {:.0f} a second", events,
             static_cast<double>(events) / seconds);
  std::fflush(stderr);
}

}  // namespace picket::tool
