// SPDX-License-Identifier: Apache-2.0
// Lines of standard input in batches, so that a stream is judged as it comes: a batch ends early
// where the input falls idle. Lines of any length up to a limit; of a longer one only its number is
// kept. Used by one thread at a time.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace picket::tool {

// A line without its newline. Blank lines are left out, but counted.
struct Line {
  std::uint64_t number = 0;  // from 1
  std::size_t begin = 0;     // of the batch's text
  std::size_t size = 0;
  bool too_long = false;  // then it is empty
};

struct LineBatch {
  std::string text;  // with room behind it for a JSON reader that looks ahead
  std::vector<Line> lines;
  bool idle = false;  // no more input was waiting behind it

  std::string_view view(const Line& line) const noexcept {
    return std::string_view(text).substr(line.begin, line.size);
  }
};

class LineReader {
 public:
  // `stop`, once set, ends the input, within a fifth of a second where it is idle.
  LineReader(int descriptor, std::size_t max_line_bytes, const std::atomic<bool>& stop);

  // The next lines, at most `max_lines` and about `max_bytes`; waits for the first only. False at
  // the end of the input. Throws std::system_error where reading fails.
  bool read(LineBatch& batch, std::size_t max_lines, std::size_t max_bytes);

 private:
  bool take_line(LineBatch& batch);
  void add(LineBatch& batch, std::string_view bytes, bool too_long);
  bool is_ready(bool may_wait) const;
  void read_more();

  int descriptor_;
  const std::atomic<bool>& stop_;
  std::size_t max_line_bytes_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  // of what was read and not yet taken
  std::size_t end_ = 0;
  std::size_t searched_ = 0;  // no newline before it
  bool skipping_ = false;     // inside a line that is too long
  bool ended_ = false;
  std::uint64_t number_ = 0;
};

}  // namespace picket::tool
