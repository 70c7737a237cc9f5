// SPDX-License-Identifier: Apache-2.0
// A list file as entries. Inside this folder.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "filter/document/diagnostic.h"
#include "filter/document/typed.h"

namespace picket::lists {

// One entry a line; `#` at the start of a line or behind a blank begins a comment; blank lines are
// skipped. The views are of `text`. nullopt, reported, where a line is not UTF-8 or holds control
// characters.
std::optional<std::vector<document::Text>> read_entries(std::string_view text,
                                                        document::Reporter& reporter);

}  // namespace picket::lists
