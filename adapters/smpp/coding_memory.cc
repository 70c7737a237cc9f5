// SPDX-License-Identifier: Apache-2.0
#include "adapters/smpp/coding_memory.h"

#include <algorithm>
#include <cstring>
#include <random>

#include "filter/core/striped_map.h"

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
  std::uint64_t key = route ^ message_id.size();
  while (!message_id.empty()) {
    std::uint64_t word = 0;
    const std::size_t size = std::min(message_id.size(), sizeof word);
    std::memcpy(&word, message_id.data(), size);
    key = core::mix64(key ^ word) + size;
    message_id.remove_prefix(size);
  }
  return core::mix64(key);
}

}  // namespace picket::smpp
