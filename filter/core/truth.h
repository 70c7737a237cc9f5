// SPDX-License-Identifier: Apache-2.0
// Kleene's three truth values. A list that is not loaded, a store that did not answer, a model that
// timed out is `unknown`; a rule that ends unknown does not act and is counted, an unknown `unless`
// vetoes.
#pragma once

#include <cstdint>

namespace picket::core {

enum class Truth : std::uint8_t { no, unknown, yes };  // ordered: and = min, or = max

constexpr Truth truth_of(bool value) noexcept { return value ? Truth::yes : Truth::no; }
constexpr Truth both(Truth a, Truth b) noexcept { return a < b ? a : b; }
constexpr Truth either(Truth a, Truth b) noexcept { return a < b ? b : a; }
constexpr Truth negate(Truth a) noexcept {
  return static_cast<Truth>(static_cast<std::uint8_t>(Truth::yes) - static_cast<std::uint8_t>(a));
}

}  // namespace picket::core
