// SPDX-License-Identifier: Apache-2.0
// A file of labelled messages (labelled_message.h), a line each, read in batches however long it
// is; and what is wrong with lines of such files. One thread at a time.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "tools/picket/labelled_message.h"
#include "tools/picket/line_reader.h"

namespace picket::tool {

class LabelledFile {
 public:
  static constexpr std::size_t kMaxLineBytes = std::size_t{8} << 20;

  // Throws std::system_error where it cannot be opened.
  explicit LabelledFile(std::string path);
  ~LabelledFile();
  LabelledFile(const LabelledFile&) = delete;
  LabelledFile& operator=(const LabelledFile&) = delete;

  const std::string& path() const noexcept { return path_; }
  std::uint64_t size() const noexcept { return size_; }  // bytes; 0 where that is not known
  std::uint64_t bytes_read() const noexcept { return bytes_read_; }

  // The next lines; false at the end. Throws std::system_error where reading fails.
  bool read(LineBatch& batch, std::size_t max_lines, std::size_t max_bytes);

 private:
  std::string path_;
  int descriptor_;
  std::uint64_t size_ = 0;
  std::uint64_t bytes_read_ = 0;
  std::atomic<bool> stop_ = false;
  LineReader lines_;
};

// read_labelled() of a line of the batch, which may be one that was too long to keep.
std::expected<LabelledMessage, std::string> read_labelled(const LineBatch& batch, const Line& line);

// What could not be read: all counted, the first ones kept.
class BadLines {
 public:
  struct BadLine {
    std::string file;
    std::uint64_t line = 0;  // from 1
    std::string error;
  };
  static constexpr std::size_t kMaxKept = 20;

  void add(const std::string& file, std::uint64_t line, std::string error);
  std::uint64_t count() const noexcept { return count_; }
  const std::vector<BadLine>& first() const noexcept { return first_; }
  // The first ones as `FILE:LINE: error` on standard error, and how many there are in all.
  void report() const;

 private:
  std::vector<BadLine> first_;
  std::uint64_t count_ = 0;
};

}  // namespace picket::tool
