// SPDX-License-Identifier: Apache-2.0
// Two threads count without a lock.
#include <cstdio>
#include <thread>

int main() {
  int count = 0;
  std::thread other([&count] {
    for (int i = 0; i < 1000; ++i) ++count;
  });
  for (int i = 0; i < 1000; ++i) ++count;
  other.join();
  std::printf("%d\n", count);
}
