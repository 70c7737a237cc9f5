// SPDX-License-Identifier: Apache-2.0
// `picket diff OLD NEW EVENTS`: the same events under two rulesets.
#include <algorithm>
#include <memory>
#include <string>

#include "tools/picket/commands.h"
#include "tools/picket/diff_report.h"
#include "tools/picket/output.h"
#include "tools/picket/rules.h"

namespace picket::tool {
namespace {

struct Options {
  std::array<std::string, 2> directories;  // old, new
  std::string events;
  std::size_t examples = 3;
  unsigned threads = 1;
  bool json = false;
};

int run_diff(const Options& options) {
  Output output;
  lists::ListStore store;
  const Rulesets rules{load_to_judge(options.directories[0], store, {}),
                       load_to_judge(options.directories[1], store, {})};
  const EventsFile file(options.events);
  file.report_bad_lines();
  const VerdictDiff diff = diff_verdicts(rules, file, options.threads, options.examples);
  const std::vector<RuleChange> changes =
      rule_changes(options.directories[0], options.directories[1]);
  const DiffReport report{rules, options.directories, file, diff, changes};
  if (options.json) {
    print_json(report, output);
  } else {
    print_text(report, Terminal::of_output(), output);
  }
  output.flush();
  const bool is_same = diff.turned() == 0 && std::ranges::none_of(changes, &RuleChange::lacks_rev);
  return is_same && file.bad_lines().empty() ? kFine : kFindings;
}

}  // namespace

void add_diff(CLI::App& app, Run& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App& diff = *app.add_subcommand(
      "diff", "what other rules make of the same events, and which changed without a new rev");
  diff.add_option("OLD", options->directories[0], "directory of rules")->required();
  diff.add_option("NEW", options->directories[1], "directory of rules")->required();
  diff.add_option("EVENTS", options->events,
                  "file of events as `scan` reads them, or of messages with a \"text\"")
      ->required();
  diff.add_option("--examples", options->examples, "so many events of each kind are shown")
      ->check(CLI::Range(0u, 100'000u))
      ->capture_default_str();
  diff.add_option("--threads", options->threads, "threads to judge with; the output is the same")
      ->check(CLI::Range(1u, 256u))
      ->capture_default_str();
  diff.add_flag("--json", options->json, "all of it as one JSON object");
  diff.footer(
      "Exit status: 0 every verdict is the same and what changed has a new rev, 1 otherwise or "
      "with "
      "a bad line, 2 cannot run.");
  diff.callback([options, &chosen] { chosen = [options] { return run_diff(*options); }; });
}

}  // namespace picket::tool
