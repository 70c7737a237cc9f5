// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/findings.h"

#include <fmt/format.h>

#include <string>

namespace picket::tool {

void print_diagnostics(const document::Diagnostics& diagnostics, Output& output) {
  for (const document::Diagnostic& diagnostic : diagnostics.all()) {
    output.write(document::render(diagnostic));
  }
}

nlohmann::ordered_json diagnostics_as_json(const document::Diagnostics& diagnostics) {
  auto list = nlohmann::ordered_json::array();
  for (const document::Diagnostic& diagnostic : diagnostics.all()) {
    list.push_back(nlohmann::ordered_json::parse(document::render_json(diagnostic)));
  }
  return list;
}

std::string counted(std::size_t count, std::string_view noun) {
  return counted(count, noun, fmt::format("{}s", noun));
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  if (count == 0) return fmt::format("no {}", many);
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace picket::tool
