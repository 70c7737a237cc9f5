// SPDX-License-Identifier: Apache-2.0
// Standard output, with nothing lost in silence: a write that fails (a full disk, a reader that
// went away) throws. One per process, used by one thread at a time.
#pragma once

#include <string_view>
#include <vector>

namespace picket::tool {

class Output {
 public:
  Output();
  // What was not flushed is not written: whoever is done calls flush(), which may throw.
  ~Output() = default;
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // Both throw std::system_error.
  void write(std::string_view bytes);
  void flush();

 private:
  std::vector<char> buffer_;
};

}  // namespace picket::tool
