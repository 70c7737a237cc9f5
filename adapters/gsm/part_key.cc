// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <random>

#include "adapters/gsm/parts.h"
#include "filter/core/hash.h"

namespace picket::gsm {
namespace {

// Senders choose what is in a key; a seed of this process keeps them from choosing its stripe.
std::uint64_t process_seed() noexcept {
  static const std::uint64_t seed = [] {
    std::random_device device;
    return std::uint64_t{device()} << 32 | device();
  }();
  return seed;
}

Octets as_octets(std::string_view text) noexcept {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

PartKey::PartKey(std::uint32_t group, Address from, Address to, PartTransport transport,
                 const Concatenation& part) noexcept {
  // The lengths come first, so that ("12","3") and ("1","23") differ.
  const std::array<std::uint8_t, 12> fixed = {
      static_cast<std::uint8_t>(group >> 24),
      static_cast<std::uint8_t>(group >> 16),
      static_cast<std::uint8_t>(group >> 8),
      static_cast<std::uint8_t>(group),
      static_cast<std::uint8_t>(part.reference >> 8),
      static_cast<std::uint8_t>(part.reference),
      part.total,
      static_cast<std::uint8_t>(transport),
      from.ton,
      static_cast<std::uint8_t>(std::min<std::size_t>(from.text.size(), 255)),
      to.ton,
      static_cast<std::uint8_t>(std::min<std::size_t>(to.text.size(), 255))};
  put(fixed);
  put(as_octets(from.text));
  put(as_octets(to.text));
}

void PartKey::put(Octets octets) noexcept {
  const std::size_t fits = std::min(octets.size(), kCapacity - size_);
  std::copy_n(octets.begin(), fits, octets_.begin() + size_);
  size_ += static_cast<std::uint32_t>(fits);
  if (fits < octets.size()) {
    overflow_ =
        core::hash_bytes(overflow_ ^ process_seed(), octets.data() + fits, octets.size() - fits);
  }
}

std::size_t PartKey::Hash::operator()(const PartKey& key) const noexcept {
  return core::hash_bytes(process_seed() ^ key.overflow_, key.octets_.data(), key.size_);
}

}  // namespace picket::gsm
