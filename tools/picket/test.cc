// SPDX-License-Identifier: Apache-2.0
// `picket test [DIR...]`: runs the tests that rules carry.
#include <fmt/format.h>

#include <memory>

#include "filter/engine/rule_tests.h"
#include "tools/picket/commands.h"
#include "tools/picket/findings.h"
#include "tools/picket/output.h"
#include "tools/picket/rules.h"

namespace picket::tool {
namespace {

struct Options {
  std::vector<std::string> directories;
  bool json = false;
};

void add(engine::RuleTestCounts& to, const engine::RuleTestCounts& counts) {
  to.passed += counts.passed;
  to.failed += counts.failed;
  to.skipped += counts.skipped;
  to.skipped_rules += counts.skipped_rules;
}

void print_json(const engine::RuleTestCounts& counts, const document::Diagnostics& diagnostics,
                Output& output) {
  nlohmann::ordered_json report{{"passed", counts.passed},
                                {"failed", counts.failed},
                                {"skipped", counts.skipped},
                                {"skipped_rules", counts.skipped_rules}};
  report["diagnostics"] = diagnostics_as_json(diagnostics);
  output.write(report.dump(2) + "\n");
}

void print_text(const engine::RuleTestCounts& counts, const document::Diagnostics& diagnostics,
                Output& output) {
  print_diagnostics(diagnostics, output);
  if (counts.skipped != 0) {
    output.write(fmt::format("skipped {} of {} using `rate` or `after`, which are not built yet\n",
                             counted(counts.skipped, "test"),
                             counted(counts.skipped_rules, "rule")));
  }
  const std::size_t errors = diagnostics.error_count() - counts.failed;
  if (errors != 0) {
    output.write(fmt::format("{}: rules with errors are not tested\n", counted(errors, "error")));
  }
  output.write(fmt::format("{} passed, {} failed\n", counts.passed, counts.failed));
}

int run_test(const Options& options) {
  Output output;
  lists::ListStore store;
  document::Diagnostics diagnostics;
  engine::RuleTestCounts counts;
  for (const std::string& directory : rule_directories(options.directories)) {
    document::Diagnostics found;  // warnings are the business of `check`
    const auto rules = ruleset::load(directory, store, found, {.inactive = true, .now = {}});
    if (rules) add(counts, engine::run_rule_tests(rules, found));
    for (const document::Diagnostic& diagnostic : found.all()) {
      if (diagnostic.severity == document::Severity::error) diagnostics.add(diagnostic);
    }
  }
  diagnostics.sort();
  (options.json ? print_json : print_text)(counts, diagnostics, output);
  output.flush();
  return diagnostics.has_errors() ? kFindings : kFine;
}

}  // namespace

void add_test(CLI::App& app, Run& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App& test = *app.add_subcommand("test", "runs the tests that rules carry");
  test.add_option("DIR", options->directories, "directories of rules (default: rules)");
  test.add_flag("--json", options->json, "the findings as one JSON object");
  test.callback([options, &chosen] { chosen = [options] { return run_test(*options); }; });
}

}  // namespace picket::tool
