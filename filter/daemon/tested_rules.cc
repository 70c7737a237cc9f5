// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/tested_rules.h"

#include <chrono>
#include <exception>

#include "filter/ruleset/loader.h"

namespace picket::daemon {

TestedRules load_tested_rules(const std::string& directory, lists::ListStore& store) {
  TestedRules loaded;
  const auto refuse = [&](std::string code, std::string why) {
    document::Diagnostic diagnostic;
    diagnostic.code = std::move(code);
    diagnostic.file = directory;
    diagnostic.message = std::move(why);
    loaded.diagnostics.add(std::move(diagnostic));
  };
  try {
    if (const auto why = ruleset::why_not_rules(directory)) {
      refuse("no-rules", *why);
      return loaded;
    }
    ruleset::LoadOptions options;
    options.now =
        std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    loaded.rules = ruleset::load(directory, store, loaded.diagnostics, options);
    if (loaded.rules) loaded.tests = engine::run_rule_tests(loaded.rules, loaded.diagnostics);
  } catch (const std::exception& error) {  // out of memory, above all
    refuse("not-loaded", error.what());
  }
  if (loaded.diagnostics.has_errors()) loaded.rules.reset();
  loaded.diagnostics.sort();
  return loaded;
}

}  // namespace picket::daemon
