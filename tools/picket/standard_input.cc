// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/standard_input.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace picket::tool {

std::string read_standard_input(std::size_t max_bytes) {
  std::string text;
  char buffer[1 << 16];
  for (;;) {
    const ssize_t count = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (count < 0) {
      throw std::system_error(errno, std::generic_category(), "cannot read standard input");
    }
    if (count == 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
    if (text.size() > max_bytes) {
      throw std::runtime_error(fmt::format("standard input is longer than {} bytes", max_bytes));
    }
  }
}

}  // namespace picket::tool
