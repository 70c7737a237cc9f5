// SPDX-License-Identifier: Apache-2.0
#include "adapters/registry.h"

#include <array>

#include "adapters/http/http.h"
#include "adapters/smpp/smpp.h"

namespace picket::adapters {

std::span<const daemon::AdapterKind> registry() noexcept {
  static const std::array kinds{
      smpp::kAdapter,
      http::kAdapter,
  };
  return kinds;
}

}  // namespace picket::adapters
