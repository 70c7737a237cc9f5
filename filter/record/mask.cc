// SPDX-License-Identifier: Apache-2.0
#include "filter/record/mask.h"

#include <algorithm>

namespace picket::record {
namespace {

struct Shown {
  std::size_t head;
  std::size_t tail;
};

// Of a number of so many digits; at least four are hidden, or all.
Shown shown_of(std::size_t digits) noexcept {
  if (digits >= 10) return {std::min<std::size_t>(5, digits - 8), 4};
  if (digits >= 6) return {0, digits - 4};
  return {0, 0};
}

}  // namespace

std::string_view mask(const core::Number& number, std::span<char, core::Number::kCapacity> out) {
  const std::string_view normal = number.normal();
  std::copy(normal.begin(), normal.end(), out.begin());
  const std::string_view written(out.data(), normal.size());
  if (number.kind() == core::NumberKind::short_code ||
      number.kind() == core::NumberKind::alphanumeric) {
    return written;
  }
  const std::size_t plus = normal.starts_with('+') ? 1 : 0;
  const Shown shown = shown_of(normal.size() - plus);
  std::fill(out.begin() + static_cast<std::ptrdiff_t>(plus + shown.head),
            out.begin() + static_cast<std::ptrdiff_t>(normal.size() - shown.tail), '*');
  return written;
}

}  // namespace picket::record
