// SPDX-License-Identifier: Apache-2.0
#include "filter/state/memory.h"

#include <algorithm>

namespace picket::state {

void UnknownMemory::exchange(const Requests&, const Answers& answers) noexcept {
  std::ranges::fill(answers.counts, std::nullopt);
  std::ranges::fill(answers.look_backs, core::Truth::unknown);
}

}  // namespace picket::state
