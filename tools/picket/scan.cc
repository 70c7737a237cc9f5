// SPDX-License-Identifier: Apache-2.0
// `picket scan`: events as NDJSON on standard input, one decision a line on standard output.
#include <memory>
#include <string>

#include "tools/picket/commands.h"
#include "tools/picket/output.h"
#include "tools/picket/rules.h"
#include "tools/picket/scan_pipeline.h"

namespace picket::tool {
namespace {

struct Options {
  std::string rules = "rules";
  unsigned threads = 1;
};

int run_scan(const Options& options) {
  Output output;
  lists::ListStore store;
  ScanPipeline pipeline(load_to_judge(options.rules, store, {}), options.threads, output);
  return pipeline.run() == 0 ? kFine : kFindings;
}

}  // namespace

void add_scan(CLI::App& app, Run& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App& scan =
      *app.add_subcommand("scan", "judges events: NDJSON on standard input to decisions, in order");
  scan.add_option("--rules", options->rules, "directory of rules")->capture_default_str();
  scan.add_option("--threads", options->threads, "threads to work with; the output is the same")
      ->check(CLI::Range(1u, 256u))
      ->capture_default_str();
  scan.callback([options, &chosen] { chosen = [options] { return run_scan(*options); }; });
}

}  // namespace picket::tool
