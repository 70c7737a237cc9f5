// SPDX-License-Identifier: Apache-2.0
// A list's files to what it is made of, with everything that is wrong in them. Control thread and
// tools.
#pragma once

#include <optional>
#include <string>

#include "filter/document/diagnostic.h"
#include "filter/lists/image_cache.h"
#include "filter/lists/list_files.h"
#include "filter/lists/list_parts.h"

namespace picket::lists {

// A source is compiled in memory when it is read, up to this; a longer one by `picket lists build`.
inline constexpr std::size_t kMaxSourceBytes = std::size_t{64} << 20;

// Reports the files of a list that cannot be read and those that nobody would read. True where
// there are any.
bool report_unread(const ListFiles& files, document::Diagnostics& diagnostics);

// Reports, at `file`, that a list has a text and a CSV source. False where it has not.
bool report_two_sources(const ListFiles& files, const std::string& file,
                        document::Diagnostics& diagnostics);

// What is in the files, `files.base` being one unless report_unread has to say something. nullopt
// where there are errors, which are reported: bad entries at their lines, what is wrong with a
// compiled file at 1:1. Warns of entries that come twice and of a compiled file that is older than
// its source. A base that the cache has and that did not change is not read.
std::optional<ListParts> read_list(ListKind kind, const ListFiles& files, ImageCache& cache,
                                   document::Diagnostics& diagnostics);

}  // namespace picket::lists
