// SPDX-License-Identifier: Apache-2.0
// Lines appended to one file, rotated by size: FILE is the newest, FILE.1 the one before it, up to
// FILE.<keep>. A disk that is full, or a file that cannot be opened, is said once in the daemon's
// log, counted, and tried again with every write; a line cut off by it is ended with a newline
// before the next one.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "filter/record/sink.h"

namespace picket::record {

enum class Sync : std::uint8_t { never, second, write };

struct FileSettings {
  std::string path;
  std::uint64_t rotate_size = 256u << 20;  // bytes; 0: never rotated here
  unsigned keep = 8;                       // rotated files kept beside the newest
  Sync sync = Sync::never;                 // fsync: never, at most once a second, after every write
};

class FileSink final : public Sink {
 public:
  // Throws std::system_error, naming the file, where it cannot be opened for appending.
  explicit FileSink(FileSettings settings);
  ~FileSink() override;

  FileSink(const FileSink&) = delete;
  FileSink& operator=(const FileSink&) = delete;

  std::uint64_t write(std::string_view lines) noexcept override;
  void tick() noexcept override;
  void reopen() noexcept override;

 private:
  bool open() noexcept;  // errno where false
  void close() noexcept;
  void rotate() noexcept;
  void sync() noexcept;
  void failed(const char* doing, int error) noexcept;
  void recovered() noexcept;

  FileSettings settings_;
  int file_ = -1;
  bool regular_ = false;       // a device or pipe is never rotated
  bool line_is_open_ = false;  // the last write stopped inside a line
  bool failing_ = false;
  bool unsynced_ = false;
  std::uint64_t size_ = 0;
  std::chrono::steady_clock::time_point synced_at_{};
};

}  // namespace picket::record
