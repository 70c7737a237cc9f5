// SPDX-License-Identifier: Apache-2.0
// What a list is made of. Inside this folder.
#pragma once

#include <memory>
#include <string>

#include "filter/lists/list_image.h"

namespace picket::lists {

// The overlay lies on top of the base: of what the overlay says about a number or host, the entry
// that says most of it (a number before a prefix, a longer prefix, a host further down) counts;
// where it says nothing, the base does. No entry is both in `added` and in `removed`.
struct ListParts {
  std::shared_ptr<const ListImage> base;
  std::shared_ptr<const ListImage> added;    // null: nothing is
  std::shared_ptr<const ListImage> removed;  // likewise
  std::string digest;                        // of all of it, SHA-256 hex
};

}  // namespace picket::lists
