// SPDX-License-Identifier: Apache-2.0
// A source of any length to its compiled file: `picket lists build`. The source is read in pieces;
// what stays in memory is the list itself (ListBuilder). Tools; one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "filter/document/diagnostic.h"
#include "filter/lists/list_image.h"

namespace picket::lists {

struct CompiledList {
  std::string file;  // NAME.map beside the source
  ListKind kind = ListKind::numbers;
  std::uint64_t entries = 0;   // different ones
  std::uint64_t repeated = 0;  // entries of the source that were there already
  std::uint64_t bytes = 0;
  std::string digest;  // SHA-256 hex
  std::string header;  // of CSV, its first line, which is no entry; empty of text
};

// Bytes read, and of how many.
using Progress = std::function<void(std::uint64_t, std::uint64_t)>;

// nullopt where the source has errors, which are reported, that there is another source of the list
// among them; an older compiled file is left alone
// then. Throws std::system_error where the compiled file cannot be written.
std::optional<CompiledList> compile_list(const std::string& source, ListKind kind,
                                         const Progress& progress,
                                         document::Diagnostics& diagnostics);

// Of a compiled list the kind it has; of a source what its first entries look like. nullopt,
// reported, where it cannot be read or is of both kinds. One without entries counts as of numbers,
// and compiled it is of either kind.
std::optional<ListKind> kind_of_list(const std::string& file, document::Diagnostics& diagnostics);

}  // namespace picket::lists
