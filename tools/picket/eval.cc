// SPDX-License-Identifier: Apache-2.0
// `picket eval FILE...`: what rules catch of a labelled corpus, and what they hit by mistake.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "tools/picket/commands.h"
#include "tools/picket/eval_report.h"
#include "tools/picket/evaluation.h"
#include "tools/picket/output.h"
#include "tools/picket/rules.h"

namespace picket::tool {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string rules = "rules";
  std::vector<std::string> by;
  ExampleLimits limits;
  std::size_t top = 20;
  unsigned threads = 1;
  std::optional<double> min_recall;  // percent, as the next
  std::optional<double> max_false_positives;
  bool json = false;
};

// A limit that no message can break is a mistake, not a success.
void check_measurable(const Evaluation& evaluation, Label label, std::string_view option) {
  if (evaluation.total[label].messages != 0) return;
  throw std::runtime_error(fmt::format("{}: no message is labelled {}", option, name_of(label)));
}

// Of every file by itself: a large one must not hide a small one.
std::vector<std::string> failures_of(const Evaluation& evaluation, const Options& options) {
  std::vector<std::string> failures;
  if (options.min_recall) check_measurable(evaluation, Label::fraud, "--min-recall");
  if (options.max_false_positives) {
    check_measurable(evaluation, Label::ham, "--max-false-positives");
  }
  for (const auto& [file, tally] : evaluation.files) {
    const Proportion fraud = tally[Label::fraud].caught();
    if (options.min_recall && fraud.of != 0 && 100 * fraud.share() < *options.min_recall) {
      failures.push_back(fmt::format("{}: fraud recall {} of {} = {:.2f} %, at least {} wanted",
                                     file, fraud.count, fraud.of, 100 * fraud.share(),
                                     *options.min_recall));
    }
    const Proportion ham = tally[Label::ham].caught();
    if (options.max_false_positives && 100 * ham.share() > *options.max_false_positives) {
      failures.push_back(fmt::format("{}: false positives {} of {} = {:.2f} %, at most {} wanted",
                                     file, ham.count, ham.of, 100 * ham.share(),
                                     *options.max_false_positives));
    }
  }
  return failures;
}

bool asks_for(const Options& options, std::string_view by) {
  return std::ranges::find(options.by, by) != options.by.end();
}

int run_eval(const Options& options) {
  Output output;
  lists::ListStore store;
  const Evaluation evaluation = evaluate(load_to_judge(options.rules, store, {}), options.files,
                                         options.threads, options.limits);
  evaluation.bad_lines.report();
  if (evaluation.messages == 0) throw std::runtime_error("no message to judge");
  const EvalReport report{.evaluation = evaluation,
                          .directory = options.rules,
                          .by_category = asks_for(options, "category"),
                          .by_language = asks_for(options, "lang"),
                          .top = options.top,
                          .failures = failures_of(evaluation, options)};
  if (options.json) {
    print_json(report, output);
  } else {
    print_text(report, Terminal::of_output(), output);
  }
  output.flush();
  return evaluation.bad_lines.count() == 0 && report.failures.empty() ? kFine : kFindings;
}

}  // namespace

void add_eval(CLI::App& app, Run& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App& eval = *app.add_subcommand(
      "eval", "what rules catch of labelled messages: recall, false positives, rule by rule");
  eval.add_option("FILE", options->files,
                  "labelled messages, a JSON object a line: \"text\" and \"label\" (ham, spam, "
                  "fraud), optionally \"lang\", \"sender\", \"category\", \"time\"")
      ->required();
  eval.add_option("--rules", options->rules, "directory of rules")->capture_default_str();
  eval.add_option("--by", options->by, "figures for each category or lang, too")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"category", "lang"}));
  eval.add_option("--misses", options->limits.misses, "so much fraud that slips through is shown")
      ->check(CLI::Range(0u, 100'000u))
      ->capture_default_str();
  eval.add_option("--seed", options->limits.seed, "another number shows other misses")
      ->capture_default_str();
  eval.add_option("--false-positives", options->limits.false_positives,
                  "so many of the worst false positives are shown")
      ->check(CLI::Range(0u, 100'000u))
      ->capture_default_str();
  eval.add_option("--top", options->top, "so many rules of each kind are shown")
      ->capture_default_str();
  eval.add_option("--min-recall", options->min_recall,
                  "fail where a file's fraud recall is below so many percent")
      ->check(CLI::Range(0.0, 100.0));
  eval.add_option("--max-false-positives", options->max_false_positives,
                  "fail where a file's false positives are above so many percent of its ham")
      ->check(CLI::Range(0.0, 100.0));
  eval.add_option("--threads", options->threads, "threads to judge with; the output is the same")
      ->check(CLI::Range(1u, 256u))
      ->capture_default_str();
  eval.add_flag("--json", options->json, "all of it as one JSON object");
  eval.callback([options, &chosen] { chosen = [options] { return run_eval(*options); }; });
}

}  // namespace picket::tool
