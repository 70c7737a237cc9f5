// SPDX-License-Identifier: Apache-2.0
// Counts heap allocations of the calling thread, by replacing operator new of the test binary.
#pragma once

#include <cstddef>

namespace picket::core {

std::size_t allocations() noexcept;  // since the thread began

}  // namespace picket::core
