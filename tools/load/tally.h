// SPDX-License-Identifier: Apache-2.0
// How often each marked submit (mark.h) has reached the SMSC simulator, by system_id: a byte a
// submit, so that tens of millions can be held against what the ESMEs were answered (audit.h).
// Shared by the simulator's threads.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace picket::load {

// A line of the file: {"system_id","arrivals"}; character k of `arrivals` is how often mark k came,
// 0 to 9, 9 for more.
using Arrivals = std::map<std::string, std::string, std::less<>>;

// Throws std::runtime_error ("FILE: ...") where it cannot be read or is no tally.
Arrivals read_arrivals(const std::string& file);

class Tally {
 public:
  // An empty path: counts nothing. Goes on from the file where there is one, so that a simulator
  // can be started again. Throws std::runtime_error where the file cannot be read.
  explicit Tally(const std::string& path);

  // The mark of `system_id` has come; one beyond 2^31 - 1 is ignored.
  void arrived(std::string_view system_id, std::uint32_t mark);

  // Writes the file. Throws std::runtime_error where it cannot.
  void write();

 private:
  std::string path_;
  std::mutex mutex_;
  Arrivals arrivals_;
};

}  // namespace picket::load
