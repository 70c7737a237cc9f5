// SPDX-License-Identifier: Apache-2.0
// What a decision log says of each request of each route, kept as a byte a request: the log of a
// minute at full speed is some ten gigabytes, more than there may be room for. Single-threaded.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace picket::load {

class LogNotes {
 public:
  // Of one route: `by_sequence[n]` is what was logged of the request with sequence_number n.
  struct Route {
    std::vector<std::uint8_t> by_sequence;  // 0: no line
    std::uint64_t twice = 0;                // further lines about a request that has one
  };
  struct Said {
    std::string_view verdict;
    std::string_view ruleset;
  };

  // Notes every line of a file. Throws std::runtime_error where it cannot be read.
  void read(const std::string& file);

  const std::map<std::string, Route, std::less<>>& routes() const noexcept { return routes_; }
  // Without sequence_number, or with one that no run of ours comes to.
  std::uint64_t other_lines() const noexcept { return other_lines_; }
  Said said(std::uint8_t note) const;  // note != 0

 private:
  void note(std::string_view line);
  std::uint8_t note_of(std::string_view verdict, std::string_view ruleset);

  std::map<std::string, Route, std::less<>> routes_;
  std::vector<std::string> rulesets_;
  std::uint64_t other_lines_ = 0;
};

// Notes the files that a log has been rotated to (LOG.1, LOG.2, ...), each as it comes, and removes
// them; once `in` (a file descriptor) is at its end, which says that nobody writes the log any
// more, the rest and the log itself. So the log takes little room however much is written.
void take_log(const std::string& log, int in, LogNotes& notes);

}  // namespace picket::load
