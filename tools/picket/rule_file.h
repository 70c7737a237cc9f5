// SPDX-License-Identifier: Apache-2.0
// Rule files that a command writes. Either all of a file is there or what was there before.
#pragma once

#include <string>
#include <string_view>

namespace picket::tool {

// Under a temporary name beside it, then renamed; with the mode of the old one, and its owner as
// far as this process can give it. A link stays one: what it points to is replaced. Throws
// std::runtime_error where that fails, or where the file does not hold `before` any more.
void replace_file(const std::string& file, std::string_view before, std::string_view after);

// Makes the folders that it needs. Throws std::runtime_error where that fails or the file is there.
void create_file(const std::string& file, std::string_view content);

}  // namespace picket::tool
