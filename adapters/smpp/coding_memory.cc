// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/coding_memory.h"

#include <random>

#include "filter/core/hash.h"

namespace picket::smpp {

CodingMemory::CodingMemory(std::size_t slots)
    : mask_(slots - 1), slots_(std::make_unique<std::atomic<std::uint64_t>[]>(slots)) {
  std::random_device device;
  seed_ = std::uint64_t{device()} << 32 | device();
}

std::uint64_t CodingMemory::route_key(std::string_view route) const noexcept {
  return key_of(seed_, route);
}

std::uint64_t CodingMemory::key_of(std::uint64_t route,
                                   std::string_view message_id) const noexcept {
  return core::hash_bytes(route, message_id.data(), message_id.size());
}

}  // namespace picket::smpp
