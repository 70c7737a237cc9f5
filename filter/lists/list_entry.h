// SPDX-License-Identifier: Apache-2.0
// What an entry means, as a person wrote it. Inside this folder.
#pragma once

#include <optional>
#include <string>

#include "filter/document/diagnostic.h"
#include "filter/document/typed.h"
#include "filter/lists/list_image.h"

namespace picket::lists {

// Two entries of the same form are the same entry.
struct ListEntry {
  // A number or name in normal form; a prefix of one and `*`, which ends no name; a canonical host.
  std::string form;
  // Of a host: the skeleton of its first label, where that has enough letters for a look-alike.
  std::string label;
};

// nullopt, and bad-entry, where it is none of that kind.
std::optional<ListEntry> read_entry(ListKind kind, const document::Text& entry,
                                    document::Reporter& reporter);

ListEntry host_entry(std::string canonical);

// What somebody meant who did not say: hosts where a last label of letters follows a dot, or it is
// an IPv4 address; numbers and names otherwise.
ListKind guess_kind(std::string_view entry);

}  // namespace picket::lists
