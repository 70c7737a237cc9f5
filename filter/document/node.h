// SPDX-License-Identifier: Apache-2.0
// A YAML document as a tree that remembers where everything stands. Readers of rules and of the
// daemon's config use this and never see yaml-cpp. Strict: duplicate keys, anchors, aliases, tags,
// tab indents and unterminated quotes are diagnostics of the reader (reader.h), so a Node is clean.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "filter/document/diagnostic.h"

namespace picket::document {

class Node {
 public:
  enum class Kind : std::uint8_t { null, scalar, list, mapping };
  struct Entry;

  Kind kind = Kind::null;
  Span span;
  std::string scalar;          // as written, unquoted and unescaped
  bool quoted = false;         // a scalar in quotes or a block scalar: always text
  std::vector<Node> items;     // list
  std::vector<Entry> entries;  // mapping, in order

  const Node* find(std::string_view key) const noexcept;  // null where there is none
};

struct Node::Entry {
  std::string key;
  Span key_span;
  Node value;
};

}  // namespace picket::document
