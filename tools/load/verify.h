// SPDX-License-Identifier: Apache-2.0
// `picket-load verify`: holds the daemon's decision log against what the ESMEs were answered. Every
// submit of the answers file has exactly one line (route and sequence_number), whose verdict is
// what the ruleset named there says of that message, and was the answer the ESME got.
#pragma once

#include <string>
#include <vector>

namespace picket::load {

struct VerifyOptions {
  std::string answers;             // as `picket-load smpp --answers` wrote it
  std::string messages;            // as given to that run; each fits one PDU
  std::vector<std::string> truth;  // files (truth.h)
  std::vector<std::string> logs;   // the decision log and its rotated files, in any order
  // A log that is still written, empty for none: taken as it is rotated, and removed, until
  // standard input ends (log_notes.h). `answers` need not be there before.
  std::string take{};
};

// Prints what was found; returns 0 where all fits, else 1. Throws std::exception where it cannot
// run.
int run_verify(const VerifyOptions& options);

}  // namespace picket::load
