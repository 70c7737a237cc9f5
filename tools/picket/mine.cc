// SPDX-License-Identifier: Apache-2.0
// `picket mine FILE...`: rules to review, from fraud that the rules let through.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "tools/picket/commands.h"
#include "tools/picket/mine_report.h"
#include "tools/picket/mined_rule.h"
#include "tools/picket/output.h"
#include "tools/picket/pattern_search.h"
#include "tools/picket/rules.h"
#include "tools/picket/uncaught.h"

namespace picket::tool {
namespace {

struct Options {
  std::vector<std::string> files;
  std::string rules = "rules";
  std::string out;
  std::size_t patterns = 10;
  std::size_t min_support = 3;
  double max_false_positives = 0;  // percent
  std::uint64_t seed = 1;
  unsigned threads = 1;
  bool json = false;
};

std::vector<std::string_view> searched(const std::vector<UncaughtMessage>& messages) {
  std::vector<std::string_view> texts;
  for (const UncaughtMessage& message : messages) {
    if (!message.held_out) texts.push_back(message.text);
  }
  return texts;
}

MinedRules mine(const Uncaught& uncaught, const Options& options) {
  for (const Label label : {Label::fraud, Label::ham}) {
    if (uncaught.all[label] != 0) continue;
    throw std::runtime_error(fmt::format("no message is labelled {}", name_of(label)));
  }
  const auto wanted = searched(uncaught.messages[Label::fraud]);
  const auto unwanted = searched(uncaught.messages[Label::ham]);
  const double faults = options.max_false_positives / 100 * static_cast<double>(unwanted.size());
  return make_rules(search_patterns(wanted, unwanted,
                                    {.patterns = options.patterns,
                                     .min_gain = options.min_support,
                                     .max_unwanted = static_cast<std::size_t>(faults)}),
                    uncaught, options.rules);
}

// A file that is there may have been worked on.
void write_rules(const MinedRules& mined, const std::string& out) {
  namespace fs = std::filesystem;
  fs::create_directories(out);
  for (const MinedRule& rule : mined.rules) {
    const fs::path path = fs::path(out) / (rule.id + ".yaml");
    if (fs::exists(path)) throw std::runtime_error(path.string() + " is there already");
  }
  for (const MinedRule& rule : mined.rules) {
    const fs::path path = fs::path(out) / (rule.id + ".yaml");
    std::ofstream file(path, std::ios::binary);
    file << rule.yaml;
    if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
  }
}

int run_mine(const Options& options) {
  Output output;
  lists::ListStore store;
  const auto rules = load_to_judge(options.rules, store, {});
  const Uncaught uncaught = read_uncaught(rules, options.files, options.threads, options.seed);
  uncaught.bad_lines.report();
  const MinedRules mined = mine(uncaught, options);
  if (!options.out.empty()) write_rules(mined, options.out);
  const MineReport report{*rules, options.rules, uncaught, mined, options.out};
  if (options.json) {
    print_json(report, output);
  } else {
    print_text(report, Terminal::of_output(), output);
  }
  output.flush();
  return uncaught.bad_lines.count() == 0 ? kFine : kFindings;
}

}  // namespace

void add_mine(CLI::App& app, Run& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App& mine = *app.add_subcommand(
      "mine", "phrases that part fraud which rules let through from ham, as rules to review");
  mine.add_option("FILE", options->files, "labelled messages, as `eval` reads them")->required();
  mine.add_option("--rules", options->rules, "directory of rules")->capture_default_str();
  mine.add_option("--out", options->out, "directory to write rules to, a file each");
  mine.add_option("--patterns", options->patterns, "find at most so many")
      ->check(CLI::Range(1u, 1000u))
      ->capture_default_str();
  mine.add_option("--min-support", options->min_support,
                  "each hits at least so many templates of fraud that the others do not")
      ->check(CLI::Range(2u, 1'000'000u))
      ->capture_default_str();
  mine.add_option("--max-false-positives", options->max_false_positives,
                  "each hits at most so many percent of the ham searched")
      ->check(CLI::Range(0.0, 100.0))
      ->capture_default_str();
  mine.add_option("--seed", options->seed, "another number holds out other messages")
      ->capture_default_str();
  mine.add_option("--threads", options->threads, "threads to judge with; the output is the same")
      ->check(CLI::Range(1u, 256u))
      ->capture_default_str();
  mine.add_flag("--json", options->json, "all of it as one JSON object");
  mine.callback([options, &chosen] { chosen = [options] { return run_mine(*options); }; });
}

}  // namespace picket::tool
