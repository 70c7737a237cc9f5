// SPDX-License-Identifier: Apache-2.0
// One YAML document to one Node, through yaml-cpp's events: its own tree forgets what a strict
// reader must know. Inside this folder; yaml_events.cc alone sees yaml-cpp.
#pragma once

#include <optional>
#include <vector>

#include "filter/document/diagnostic.h"
#include "filter/document/node.h"
#include "filter/document/source.h"

namespace picket::document {

// A stretch of a file that is one document: lines first..last of `source`, from 1.
struct DocumentLines {
  std::uint32_t first = 1;
  std::uint32_t last = 1;
};

// nullopt, and an error, where the lines are no YAML. Null where there is nothing in them.
std::optional<Node> parse_document(const Source& source, DocumentLines lines, Reporter& reporter);

}  // namespace picket::document
