// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/output.h"

#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace picket::tool {
namespace {

constexpr std::size_t kBufferBytes = std::size_t{1} << 16;

}  // namespace

Output::Output() { buffer_.reserve(kBufferBytes); }

void Output::write(std::string_view bytes) {
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
  if (buffer_.size() >= kBufferBytes) flush();
}

void Output::flush() {
  std::size_t written = 0;
  while (written < buffer_.size()) {
    const ssize_t count =
        ::write(STDOUT_FILENO, buffer_.data() + written, buffer_.size() - written);
    if (count < 0) {
      if (errno == EINTR) continue;
      throw std::system_error(errno, std::generic_category(), "cannot write to standard output");
    }
    written += static_cast<std::size_t>(count);
  }
  buffer_.clear();
}

}  // namespace picket::tool
