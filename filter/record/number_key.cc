// SPDX-License-Identifier: Apache-2.0
#include "filter/record/number_key.h"

#include <fcntl.h>
#include <sys/random.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

#include "filter/core/digest.h"

namespace picket::record {
namespace {

[[noreturn]] void fail(const std::string& path) {
  throw std::system_error(errno, std::generic_category(), path);
}

void make(const std::string& path) {
  std::array<std::uint8_t, 32> random{};
  if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
    fail(path);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) fail(path);
  const std::string line = core::hex(random) + "\n";
  const bool written =
      ::write(file, line.data(), line.size()) == std::ssize(line) && ::fsync(file) == 0;
  const int error = errno;
  ::close(file);
  if (!written) {
    ::unlink(path.c_str());  // half a key would be used for ever
    errno = error;
    fail(path);
  }
}

}  // namespace

std::string read_or_make_number_key(const std::string& path) {
  if (::access(path.c_str(), F_OK) != 0 && errno == ENOENT) make(path);
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) fail(path);
  std::string key{std::istreambuf_iterator<char>(in), {}};
  while (!key.empty() && (key.back() == '\n' || key.back() == '\r')) key.pop_back();
  if (key.size() < core::NumberTokens::kMinKeyBytes)
    throw std::runtime_error(path + ": a number key has at least 16 bytes");
  return key;
}

}  // namespace picket::record
