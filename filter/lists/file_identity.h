// SPDX-License-Identifier: Apache-2.0
// Whether a file is the one that was read before, without reading it again. Inside this folder.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <optional>
#include <string>

namespace picket::lists {

// Times in nanoseconds since 1970. The time of change cannot be set by hand, so a file that was
// written over and given its old time of modification is told apart too.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t bytes = 0;
  std::int64_t modified = 0;
  std::int64_t changed = 0;

  bool operator==(const FileIdentity&) const = default;

  // False where the file changed so shortly before now that another change could have the same
  // time: the kernel's clock for files ticks every few milliseconds. Ask before reading.
  bool is_settled() const noexcept;
};

FileIdentity identity_of(const struct stat& status) noexcept;
// nullopt where there is no such regular file.
std::optional<FileIdentity> identity_of(const std::string& file) noexcept;

}  // namespace picket::lists
