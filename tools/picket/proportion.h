// SPDX-License-Identifier: Apache-2.0
// So many out of so many, and how far the true share may lie from it. Any thread.
#pragma once

#include <cstdint>
#include <string>

namespace picket::tool {

struct Interval {
  double low = 0;
  double high = 1;
};

struct Proportion {
  std::uint64_t count = 0;
  std::uint64_t of = 0;  // at least `count`

  double share() const noexcept;  // 0..1; 0 of nothing
  // Wilson's score interval without continuity correction, 95 %: it holds near 0 and 1 and for few
  // messages, where the share plus or minus two standard errors does not. Of nothing: all of 0..1.
  Interval interval() const noexcept;
};

// A share as percent, without the sign: 0, 0.0013, 0.22, 5.03, 41.3, 99.98, 100. So much some
// thousand messages can tell; nearly none is not none, and nearly all not all.
std::string percent(double share);

}  // namespace picket::tool
