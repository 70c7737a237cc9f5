// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/proportion.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace picket::tool {
namespace {

constexpr double kZ = 1.959963984540054;  // of the normal distribution, 97.5 %

}  // namespace

double Proportion::share() const noexcept {
  return of == 0 ? 0 : static_cast<double>(count) / static_cast<double>(of);
}

// Wilson, "Probable inference", J. Am. Stat. Assoc. 22 (1927).
Interval Proportion::interval() const noexcept {
  if (of == 0) return {};
  const double n = static_cast<double>(of);
  const double p = share();
  const double z2 = kZ * kZ / n;
  const double centre = (p + z2 / 2) / (1 + z2);
  const double half = kZ * std::sqrt(p * (1 - p) / n + z2 / (4 * n)) / (1 + z2);
  // At the ends the formula gives 0 and 1 but for rounding.
  return {count == 0 ? 0 : std::max(0.0, centre - half),
          count == of ? 1 : std::min(1.0, centre + half)};
}

std::string percent(double share) {
  if (share == 0 || share == 1) return share == 0 ? "0" : "100";
  const double value = 100 * share;
  const double to_end = std::min(value, 100 - value);
  const int decimals = to_end < 0.005 ? 4 : value < 9.95 || to_end < 0.05 ? 2 : 1;
  return fmt::format("{:.{}f}", value, decimals);
}

}  // namespace picket::tool
