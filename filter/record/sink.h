// SPDX-License-Identifier: Apache-2.0
// Where rendered lines go. Driven by the record thread alone; never by a worker. A sink that cannot
// write counts what it lost and goes on: traffic is not its business.
#pragma once

#include <cstdint>
#include <string_view>

namespace picket::record {

class Sink {
 public:
  virtual ~Sink() = default;

  // Whole lines, each ending in a newline. Returns how many of them were lost.
  virtual std::uint64_t write(std::string_view lines) noexcept = 0;
  // Called at least ten times a second, whether or not anything was written.
  virtual void tick() noexcept = 0;
  // Close and open again (another program has moved the file).
  virtual void reopen() noexcept = 0;
};

}  // namespace picket::record
