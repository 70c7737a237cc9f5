// SPDX-License-Identifier: Apache-2.0
// Events of a file, in memory, for commands that judge them more than once. A line is an event as
// `scan` reads it; or any other JSON object without a `channel` but with a string `text`, as
// labelled messages are kept: that is an SMS from its `sender`, if that is a string, else with the
// parties of rule tests, and its other members do not count. Blank lines are skipped. At most
// kMaxBytes are taken in; what lies behind them is left out, and said so.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

#include "filter/core/event_json.h"
#include "tools/picket/line_reader.h"

namespace picket::tool {

class EventsFile {
 public:
  static constexpr std::uint64_t kMaxBytes = std::uint64_t{64} << 20;

  struct BadLine {
    std::uint64_t number = 0;  // from 1
    std::string error;
  };

  // Throws std::system_error where `path` cannot be read, std::runtime_error where it has no event.
  explicit EventsFile(const std::string& path);

  const std::string& path() const noexcept { return path_; }
  std::span<const core::Event> events() const noexcept { return events_; }
  std::uint64_t line_of(std::size_t event) const noexcept { return lines_[event]; }  // from 1
  std::uint64_t bytes() const noexcept { return bytes_; }  // of the lines read
  bool left_out() const noexcept { return left_out_; }     // the file goes on
  std::span<const BadLine> bad_lines() const noexcept { return bad_lines_; }

  // The bad lines as `FILE:LINE: error` on standard error; of very many the first ones.
  void report_bad_lines() const;

 private:
  struct Chunk {
    LineBatch lines;
    core::EventBatch batch;
  };

  void read(int descriptor);
  void take(Chunk& chunk);
  bool take_message(std::string_view line);

  std::string path_;
  core::EventReader reader_;
  std::deque<Chunk> chunks_;          // events point into them
  std::deque<std::string> messages_;  // and into these
  std::vector<core::Event> events_;
  std::vector<std::uint64_t> lines_;  // of the events
  std::vector<BadLine> bad_lines_;
  std::uint64_t bytes_ = 0;
  bool left_out_ = false;
};

}  // namespace picket::tool
