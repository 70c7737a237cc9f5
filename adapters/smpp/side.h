// SPDX-License-Identifier: Apache-2.0
// The two peers of a session. A request is named by the side it comes from, its answer goes back
// there.
#pragma once

#include <cstdint>

namespace picket::smpp {

enum class Side : std::uint8_t { esme, smsc };

constexpr Side other(Side side) noexcept { return side == Side::esme ? Side::smsc : Side::esme; }

// One of something for each side.
template <typename T>
struct PerSide {
  T esme;
  T smsc;
  T& operator[](Side side) noexcept { return side == Side::esme ? esme : smsc; }
  const T& operator[](Side side) const noexcept { return side == Side::esme ? esme : smsc; }
};

}  // namespace picket::smpp
