// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/rules.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <utility>

namespace picket::tool {

std::vector<std::string> rule_directories(std::vector<std::string> directories) {
  if (directories.empty()) directories.emplace_back("rules");
  for (const std::string& directory : directories) {
    if (const auto why = ruleset::why_not_rules(directory)) throw std::runtime_error(*why);
  }
  return directories;
}

std::shared_ptr<const ruleset::Ruleset> load_to_judge(const std::string& directory,
                                                      lists::ListStore& store,
                                                      const ruleset::LoadOptions& options) {
  rule_directories({directory});
  document::Diagnostics diagnostics;
  auto rules = ruleset::load(directory, store, diagnostics, options);
  if (rules != nullptr) return rules;
  diagnostics.sort();
  for (const document::Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.severity == document::Severity::error) {
      fmt::print(stderr, "{}", document::render(diagnostic));
    }
  }
  throw std::runtime_error(fmt::format("the rules of {} have {} error{}", directory,
                                       diagnostics.error_count(),
                                       diagnostics.error_count() == 1 ? "" : "s"));
}

core::Instant now() {
  return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace picket::tool
