// SPDX-License-Identifier: Apache-2.0
// Reads files of YAML documents strictly: rules, tests, the daemon's config. Everything that YAML
// lets slip is an error with a place: duplicate keys, anchors, aliases, tags, directives, tab
// indents, unterminated quotes, empty documents, bytes that are not UTF-8. The file is split at its
// `---` lines first, so that one bad document does not take the others along. reader.cc (with
// yaml_events.cc) is the only file that sees yaml-cpp, and nothing is thrown out of it. Control
// thread and tools; not on any hot path.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/document/diagnostic.h"
#include "filter/document/node.h"

namespace picket::document {

inline constexpr std::size_t kMaxFileBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMaxLineBytes = std::size_t{1}
                                             << 14;  // yaml-cpp is quadratic in lines
inline constexpr unsigned kMaxDepth = 64;            // mappings and lists within each other

// The bytes of a file; nullopt and an error (unreadable-file, file-too-long) where they cannot be
// had. `file` is also the name in diagnostics.
std::optional<std::string> load_file(const std::string& file, Diagnostics& diagnostics,
                                     std::size_t max_bytes = kMaxFileBytes);

// The documents of a text, in order; those that are no YAML at all are left out. A document with
// milder faults (a duplicate key: the first stays) is reported and returned, so that its reader can
// say what else is wrong. Lines are of the file, a byte order mark and CRLF line ends are fine.
std::vector<Node> read_documents(std::string_view text, std::string_view file,
                                 Diagnostics& diagnostics);

// Both of the above, for a file of exactly one document (the config): nullopt where there is none
// that can be read; a second one is an error.
std::optional<Node> read_single_document(const std::string& file, Diagnostics& diagnostics);

}  // namespace picket::document
