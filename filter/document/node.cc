// SPDX-License-Identifier: Apache-2.0
#include "filter/document/node.h"

namespace picket::document {

const Node* Node::find(std::string_view key) const noexcept {
  for (const Entry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

}  // namespace picket::document
