// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace picket::tool {

// All of it. Throws std::runtime_error where it cannot be read or is longer than `max_bytes`.
std::string read_standard_input(std::size_t max_bytes);

}  // namespace picket::tool
