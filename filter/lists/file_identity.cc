// SPDX-License-Identifier: Apache-2.0
#include "filter/lists/file_identity.h"

#include <chrono>

namespace picket::lists {
namespace {

std::int64_t nanoseconds(const timespec& time) noexcept {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

FileIdentity identity_of(const struct stat& status) noexcept {
  return {status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
          nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)};
}

std::optional<FileIdentity> identity_of(const std::string& file) noexcept {
  struct stat status{};
  if (::stat(file.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return identity_of(status);
}

bool FileIdentity::is_settled() const noexcept {
  constexpr std::int64_t kTicks = 100'000'000;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count() - changed > kTicks;
}

}  // namespace picket::lists
