// SPDX-License-Identifier: Apache-2.0
// `picket check [DIR...]`: reads rules and says everything that is wrong or doubtful.
#include <fmt/format.h>

#include <memory>

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

struct Checked {
  std::string directory;
  std::shared_ptr<const ruleset::Ruleset> rules;  // null where there are errors
};

// Rules that act on a part of all events.
nlohmann::ordered_json rollouts_as_json(const ruleset::Ruleset& rules) {
  auto list = nlohmann::ordered_json::array();
  for (const ruleset::Rule& rule : rules.rules()) {
    if (!rule.rollout) continue;
    nlohmann::ordered_json entry{{"rule", rule.id}};
    entry["percent"] =
        rule.rollout->percent ? nlohmann::ordered_json(*rule.rollout->percent) : nullptr;
    entry["routes"] = rule.rollout->routes;
    list.push_back(std::move(entry));
  }
  return list;
}

void print_json(const std::vector<Checked>& all, const document::Diagnostics& diagnostics,
                Output& output) {
  nlohmann::ordered_json report;
  report["errors"] = diagnostics.error_count();
  report["warnings"] = diagnostics.warning_count();
  report["rulesets"] = nlohmann::ordered_json::array();
  for (const Checked& checked : all) {
    nlohmann::ordered_json entry{{"directory", checked.directory}};
    entry["rules"] =
        checked.rules ? nlohmann::ordered_json(checked.rules->rules().size()) : nullptr;
    entry["ruleset"] = checked.rules ? nlohmann::ordered_json(checked.rules->digest()) : nullptr;
    entry["rollouts"] = checked.rules ? rollouts_as_json(*checked.rules) : nullptr;
    report["rulesets"].push_back(std::move(entry));
  }
  report["diagnostics"] = diagnostics_as_json(diagnostics);
  output.write(report.dump(2) + "\n");
}

void print_text(const std::vector<Checked>& all, const document::Diagnostics& diagnostics,
                Output& output) {
  print_diagnostics(diagnostics, output);
  for (const Checked& checked : all) {
    if (!checked.rules) continue;
    output.write(fmt::format("{}: {}, ruleset {}\n", checked.directory,
                             counted(checked.rules->rules().size(), "rule"),
                             checked.rules->digest()));
    for (const ruleset::Rule& rule : checked.rules->rules()) {
      if (!rule.rollout) continue;
      output.write(
          fmt::format("  {} acts for {} only\n", rule.id, ruleset::describe(*rule.rollout)));
    }
  }
  output.write(fmt::format("{}, {}\n", counted(diagnostics.error_count(), "error"),
                           counted(diagnostics.warning_count(), "warning")));
}

int run_check(const Options& options) {
  Output output;
  lists::ListStore store;
  document::Diagnostics diagnostics;
  std::vector<Checked> all;
  for (const std::string& directory : rule_directories(options.directories)) {
    all.push_back({directory,
                   ruleset::load(directory, store, diagnostics, {.inactive = true, .now = now()})});
  }
  diagnostics.sort();
  (options.json ? print_json : print_text)(all, diagnostics, output);
  output.flush();
  return diagnostics.has_errors() ? kFindings : kFine;
}

}  // namespace

void add_check(CLI::App& app, Run& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App& check = *app.add_subcommand("check", "reads rules and says what is wrong with them");
  check.add_option("DIR", options->directories, "directories of rules (default: rules)");
  check.add_flag("--json", options->json, "the findings as one JSON object");
  check.callback([options, &chosen] { chosen = [options] { return run_check(*options); }; });
}

}  // namespace picket::tool
