// SPDX-License-Identifier: Apache-2.0
// Adds to the largest int.
#include <climits>
#include <cstdio>

int main(int argc, char**) { std::printf("%d\n", INT_MAX + argc); }
