// SPDX-License-Identifier: Apache-2.0
// `picket bench`: how fast these rules judge these events on this machine.
#include <chrono>
#include <memory>
#include <string>

#include "tools/picket/bench_report.h"
#include "tools/picket/commands.h"
#include "tools/picket/events_file.h"
#include "tools/picket/machine.h"
#include "tools/picket/measurement.h"
#include "tools/picket/output.h"
#include "tools/picket/rules.h"

namespace picket::tool {
namespace {

struct Options {
  std::string rules = "rules";
  std::string events;
  unsigned threads = 1;
  double seconds = 5;
  bool json = false;
};

int run_bench(const Options& options) {
  using Clock = std::chrono::steady_clock;
  Output output;
  const Machine machine = this_machine();
  const EventsFile file(options.events);
  file.report_bad_lines();

  lists::ListStore store;
  const Clock::time_point begin = Clock::now();
  const auto rules = load_to_judge(options.rules, store, {});
  const std::chrono::duration<double> compiled = Clock::now() - begin;

  Measurement measurement(rules, file.events(), options.threads);
  const Verdicts verdicts = measurement.check();
  const Measured measured = measurement.run(std::chrono::duration<double>(options.seconds));
  (options.json ? print_json : print_text)(
      {machine, *rules, compiled.count(), file, options.threads, verdicts, measured, resident_mb()},
      output);
  output.flush();
  return file.bad_lines().empty() ? kFine : kFindings;
}

}  // namespace

void add_bench(CLI::App& app, Run& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App& bench = *app.add_subcommand(
      "bench", "measures how fast rules judge events: compiles, checks, warms up, times");
  bench.add_option("--rules", options->rules, "directory of rules")->capture_default_str();
  bench
      .add_option("--events", options->events,
                  "file of events as `scan` reads them, or of messages with a \"text\"")
      ->required();
  bench.add_option("--threads", options->threads, "threads that judge, each all events")
      ->check(CLI::Range(1u, 256u))
      ->capture_default_str();
  bench.add_option("--seconds", options->seconds, "how long to measure")
      ->check(CLI::Range(0.1, 3600.0))
      ->capture_default_str();
  bench.add_flag("--json", options->json, "as one JSON object");
  bench.callback([options, &chosen] { chosen = [options] { return run_bench(*options); }; });
}

}  // namespace picket::tool
