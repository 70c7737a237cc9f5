// SPDX-License-Identifier: Apache-2.0
// How a document's nodes are written in its source: what a tree does not say, and moving lines
// needs. Inside this folder.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "filter/document/node.h"
#include "filter/document/source.h"

namespace picket::document {

// Spaces at the beginning of a line.
std::size_t indent_of(std::string_view line) noexcept;

// A list in brackets or a mapping in braces.
bool is_flow(const Source& source, const Node& node) noexcept;
// A scalar written as `|` or `>` and the lines under it.
bool is_block_text(const Source& source, const Node& node) noexcept;

struct BlockText {
  std::uint32_t last = 0;          // line; that of the header where it has no text
  std::size_t indent = 0;          // of its lines, in spaces
  bool says_indent = false;        // in the header: `|2`
  bool takes_empty_lines = false;  // at its end: `|+`
};
// Of a block scalar that is an entry of a mapping or list at `column` (from 1), in a document that
// ends with line `last`.
BlockText block_text(const Source& source, const Node& node, std::uint32_t column,
                     std::uint32_t last);

struct Stretch {
  std::size_t begin = 0;  // offsets
  std::size_t end = 0;
};
// Keys and scalars of a tree, in the order in which they stand in the file.
std::vector<Stretch> scalars_of(const Source& source, const Node& node, std::uint32_t last);

// Comments of lines first..last, from `#` to the end of the line without blanks there: what stands
// behind a `#` that is in no key or scalar.
std::vector<std::string> comments_of(const Source& source, const Node& node, std::uint32_t first,
                                     std::uint32_t last);

// Equal but for the order of entries in mappings.
bool says_the_same(const Node& one, const Node& other);

}  // namespace picket::document
