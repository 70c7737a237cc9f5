// SPDX-License-Identifier: Apache-2.0
// What each ruleset says of each message of a run, as `picket scan` has found beforehand: the
// measure for answers given while rulesets replace each other. Read-only while a run lasts.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tools/load/decision_line.h"

namespace picket::load {

class Truth {
 public:
  // Each file: the output of `picket scan` under one ruleset, line k for message k. Throws
  // std::runtime_error ("FILE:LINE: …") where a line is no decision, a file has two digests, or the
  // count is not `messages`.
  Truth(std::span<const std::string> files, std::size_t messages);

  bool empty() const noexcept { return rulesets_.empty(); }
  // True where the ruleset that `decision` names says exactly this of the message (everything but
  // the id).
  bool fits(std::size_t message, const DecisionLine& decision) const;
  // The verdict of the ruleset `digest` on the message; empty where the digest is not known.
  std::string_view verdict(std::size_t message, std::string_view digest) const;

 private:
  struct Said {
    std::string verdict;
    std::string judged;
  };

  const Said* find(std::size_t message, std::string_view digest) const;
  void read(const std::string& file, std::size_t messages);

  std::map<std::string, std::vector<Said>, std::less<>> rulesets_;
};

}  // namespace picket::load
