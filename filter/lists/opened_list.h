// SPDX-License-Identifier: Apache-2.0
// A list by itself, outside of any ruleset: for `picket lists`.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "filter/document/diagnostic.h"
#include "filter/lists/list.h"
#include "filter/lists/list_files.h"
#include "filter/lists/list_image.h"

namespace picket::lists {

struct OpenedList {
  std::string file;  // its base
  ListKind kind = ListKind::numbers;
  std::uint64_t entries = 0;  // of the base
  std::uint64_t added = 0;    // by the overlay
  std::uint64_t removed = 0;
  std::uint64_t bytes = 0;  // in memory, overlay included
  std::string digest;
  std::shared_ptr<const NumberList> numbers;  // one of the two is null
  std::shared_ptr<const HostList> hosts;

  // Whether a number or name (by the default numbering profile) or a host, in any form, is in it.
  // nullopt where it is none, as a prefix is.
  std::optional<bool> has(std::string_view entry) const;
};

// `kind`: what its author says it is of; absent: what it looks like. nullopt where it cannot be
// used; that is reported, and warnings either way.
std::optional<OpenedList> open_list(const ListFiles& files, std::optional<ListKind> kind,
                                    document::Diagnostics& diagnostics);

}  // namespace picket::lists
