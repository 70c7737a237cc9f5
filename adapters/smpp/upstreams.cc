// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/upstreams.h"

#include <utility>

namespace picket::smpp {

Upstreams::Upstreams(std::vector<Endpoint> in_order, std::chrono::seconds hold_off)
    : all_(std::move(in_order)),
      hold_off_(hold_off),
      again_at_(std::make_unique<std::atomic<Ticks>[]>(all_.size())) {}

std::vector<std::size_t> Upstreams::order(Clock::time_point now) noexcept {
  std::vector<std::size_t> order;
  std::vector<std::size_t> last;
  for (std::size_t i = 0; i < all_.size(); ++i) (is_due(i, now) ? order : last).push_back(i);
  order.insert(order.end(), last.begin(), last.end());
  return order;
}

bool Upstreams::is_due(std::size_t index, Clock::time_point now) noexcept {
  Ticks again_at = again_at_[index].load(std::memory_order_relaxed);
  if (again_at == 0) return true;
  if (now.time_since_epoch().count() < again_at) return false;
  return again_at_[index].compare_exchange_strong(again_at, later(now), std::memory_order_relaxed);
}

void Upstreams::failed(std::size_t index, Clock::time_point now) noexcept {
  again_at_[index].store(later(now), std::memory_order_relaxed);
}

void Upstreams::worked(std::size_t index) noexcept {
  again_at_[index].store(0, std::memory_order_relaxed);
}

}  // namespace picket::smpp
