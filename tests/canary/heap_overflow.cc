// SPDX-License-Identifier: Apache-2.0
// Reads one octet behind an allocation.
#include <cstdio>
#include <vector>

int main(int argc, char**) {
  const std::vector<char> four(4, 'x');
  std::printf("%c\n", four.data()[3 + argc]);
}
