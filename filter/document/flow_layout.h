// SPDX-License-Identifier: Apache-2.0
// A list in brackets or a mapping in braces with its blanks put right: `[a, b]`, `{a: b}`. Inside
// this folder.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "filter/document/node.h"
#include "filter/document/source.h"

namespace picket::document {

// Its lines as they were broken. All but the first are indented as they were in relation to
// `column`, where the block begins that the value is an entry of, but by two spaces at least.
// nullopt where something stands in it that is not foreseen.
std::optional<std::vector<std::string>> flow_lines(const Source& source, const Node& node,
                                                   std::uint32_t column);

}  // namespace picket::document
