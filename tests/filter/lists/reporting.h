// SPDX-License-Identifier: Apache-2.0
// Collects what is reported, for the tests of this folder.
#pragma once

#include <string>
#include <vector>

#include "filter/document/diagnostic.h"
#include "filter/document/typed.h"

namespace picket::lists {

// Entries on lines of their own, as a file has them.
inline std::vector<document::Text> entries(const std::vector<std::string_view>& values) {
  std::vector<document::Text> texts;
  for (const std::string_view value : values) {
    const auto line = static_cast<std::uint32_t>(texts.size() + 1);
    texts.push_back({value, {{line, 1}, {line, 2}}});
  }
  return texts;
}

// `line code` of every diagnostic.
inline std::vector<std::string> found(const document::Diagnostics& diagnostics) {
  std::vector<std::string> found;
  for (const document::Diagnostic& diagnostic : diagnostics.all()) {
    found.push_back(std::to_string(diagnostic.span.begin.line) + ' ' + diagnostic.code);
  }
  return found;
}

}  // namespace picket::lists
