// SPDX-License-Identifier: Apache-2.0
// The protocols that picketd speaks, one line each. Read by filter/daemon/main.cc alone.
#pragma once

#include <span>

#include "filter/daemon/adapter.h"

namespace picket::adapters {

std::span<const daemon::AdapterKind> registry() noexcept;

}  // namespace picket::adapters
