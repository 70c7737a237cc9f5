// SPDX-License-Identifier: Apache-2.0
// A file of YAML documents written in one form: entries of mappings in a given order, blocks
// indented by two spaces (dashes too), one blank where there is one at all. Source lines are moved,
// not values printed, so that comments, quotes, long text and what is in brackets stay as their
// author laid them out:
// - A comment stands over what it is about, or behind it on its line, and moves with it. One that
// is
//   indented deeper than the next entry belongs to what is before it. Comments at the top, to the
//   last empty line or the line that tells editors the schema, stay at the top.
// - Brackets and braces keep their line breaks; blanks in them become `[a, b]` and `{a: b}`.
// - Empty lines stay, one at a time, but not at the beginning or the end of a block.
// Tools only.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "filter/document/diagnostic.h"
#include "filter/document/node.h"

namespace picket::document {

struct KeyOrder {
  std::vector<std::string_view> keys;  // those that are not in it come behind, as they are
  std::map<std::string_view, KeyOrder> beneath;  // of the mapping, or each of the list, under a key
};

// `documents`: what read_documents() made of the text, without an error. The result reads as the
// same trees, but for the order of entries, has the same comments, and laying it out again changes
// nothing: this is looked at each time, and where it is not so (YAML has ways to write a document
// that are not foreseen here) there is an error, not-formatted, and no result.
std::optional<std::string> lay_out(std::string_view text, std::span<const Node> documents,
                                   const KeyOrder& order, std::string_view file,
                                   Diagnostics& diagnostics);

}  // namespace picket::document
