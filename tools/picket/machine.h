// SPDX-License-Identifier: Apache-2.0
// Where and with what a figure was measured: it says nothing without.
#pragma once

#include <cstdint>
#include <string>

namespace picket::tool {

struct Machine {
  std::string cpu;
  unsigned cores = 0;
  std::uint64_t memory_mb = 0;
  std::string kernel;
  double load = 0;  // of the last minute, before measuring
  std::string compiler;
  std::string build;  // CMake's build type
  std::string version;
  std::string commit;  // of the sources; with "-dirty" where they were changed since
};

Machine this_machine();

// Of this process, in MiB: resident now.
double resident_mb();

}  // namespace picket::tool
