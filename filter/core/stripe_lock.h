// SPDX-License-Identifier: Apache-2.0
// The lock of one stripe: one word, held for some dozen nanoseconds. A spinlock would do on a
// machine of its own; where a holder is preempted (more threads than cores) its waiters would burn
// a whole time slice, so after a short spin a waiter sleeps on the word (a futex) as in "Futexes
// Are Tricky" (Drepper, 2011), mutex 2. std::mutex does the same in 40 bytes instead of 4 and never
// spins.
#pragma once

#include <atomic>
#include <cstdint>

namespace picket::core {

class StripeLock {
 public:
  void lock() noexcept {
    std::uint32_t expected = kFree;
    if (word_.compare_exchange_strong(expected, kHeld, std::memory_order_acquire)) return;
    lock_contended();
  }

  void unlock() noexcept {
    if (word_.exchange(kFree, std::memory_order_release) == kAwaited) word_.notify_one();
  }

 private:
  static constexpr std::uint32_t kFree = 0, kHeld = 1, kAwaited = 2;
  static constexpr int kSpins = 100;  // about a microsecond

  void lock_contended() noexcept {
    for (int i = 0; i < kSpins; ++i) {
      std::uint32_t expected = kFree;
      if (word_.load(std::memory_order_relaxed) == kFree &&
          word_.compare_exchange_weak(expected, kHeld, std::memory_order_acquire)) {
        return;
      }
      pause();
    }
    while (word_.exchange(kAwaited, std::memory_order_acquire) != kFree) word_.wait(kAwaited);
  }

  static void pause() noexcept {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield");
#endif
  }

  std::atomic<std::uint32_t> word_{kFree};
};

}  // namespace picket::core
