// SPDX-License-Identifier: Apache-2.0
// How many files, connections above all, the process may have open. Start only.
#pragma once

#include <cstdint>

namespace picket::daemon {

// Ten thousand SMPP sessions, two connections each, and what else there is.
inline constexpr std::uint64_t kManyFiles = 20'500;

// Raises the limit as far as it may be (soft to hard, RLIMIT_NOFILE); returns what it is then.
std::uint64_t raise_file_limit() noexcept;

}  // namespace picket::daemon
