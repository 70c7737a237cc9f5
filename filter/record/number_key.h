// SPDX-License-Identifier: Apache-2.0
// The secret that keys the tokens of numbers in logs. Read once at start.
#pragma once

#include <string>

namespace picket::record {

// The bytes of `path` without line ends at their end; at least core::NumberTokens::kMinKeyBytes.
// Where the file does not exist it is made, with 256 random bits in hex, readable by its owner
// alone. Throws std::runtime_error (or std::system_error, one of them) whose text names the file.
std::string read_or_make_number_key(const std::string& path);

}  // namespace picket::record
