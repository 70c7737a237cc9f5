// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/route_table.h"

#include <algorithm>
#include <bit>

#include "filter/core/hash.h"

namespace picket::daemon {

RouteTable::RouteTable(const RoutePolicy& policy, std::uint32_t capacity)
    : policy_(&policy), capacity_(capacity), routes_(std::make_unique<Route[]>(capacity)) {
  const std::uint64_t slots = std::bit_ceil(std::uint64_t{capacity} * 2);  // at most half full
  slots_ = std::make_unique<std::uint32_t[]>(slots);
  slot_mask_ = slots - 1;
}

void RouteTable::adopt(const RoutePolicy& policy) noexcept {
  policy_ = &policy;
  for (std::size_t i = 0; i < size(); ++i) routes_[i].settings = policy.of(routes_[i].name());
}

RouteTable::Found RouteTable::of(std::string_view route) noexcept {
  // Peers may choose routes: the seed is what they do not know, where this table is.
  const auto seed = reinterpret_cast<std::uintptr_t>(slots_.get());
  std::uint64_t slot = core::hash_bytes(seed, route.data(), route.size()) & slot_mask_;
  for (; slots_[slot] != 0; slot = (slot + 1) & slot_mask_) {
    Route& known = routes_[slots_[slot] - 1];
    if (known.name() == route) return {&known.settings, &known.counters};
  }
  const std::uint32_t size = size_.load(std::memory_order_relaxed);
  if (size == capacity_ || route.size() > kLongestName) return {&policy_->of(route), &others_};
  Route& added = routes_[size];
  std::copy(route.begin(), route.end(), added.name_bytes.begin());
  added.name_size = static_cast<std::uint8_t>(route.size());
  added.settings = policy_->of(route);
  slots_[slot] = size + 1;
  size_.store(size + 1, std::memory_order_release);
  return {&added.settings, &added.counters};
}

}  // namespace picket::daemon
