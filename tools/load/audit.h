// SPDX-License-Identifier: Apache-2.0
// `picket-load audit`: holds what reached the SMSC simulator against what the ESMEs were answered,
// submit by submit. Accepted: it arrived once. Refused (0x45): it never did. Answered with another
// status, or never answered because a leg was lost: at most once. And nothing arrived that nobody
// sent.
#pragma once

#include <string>

namespace picket::load {

struct AuditOptions {
  std::string answers;  // as `picket-load smpp --marked --answers` wrote it
  std::string tally;    // as `picket-load smsc --tally` wrote it
};

// Prints what was found; returns 0 where all fits, else 1. Throws std::exception where it cannot
// run.
int run_audit(const AuditOptions& options);

}  // namespace picket::load
