// SPDX-License-Identifier: Apache-2.0
// `picket fmt [DIR|FILE...]`: rule files in one form.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "filter/document/reader.h"
#include "filter/ruleset/files.h"
#include "filter/ruleset/format.h"
#include "tools/picket/commands.h"
#include "tools/picket/findings.h"
#include "tools/picket/line_diff.h"
#include "tools/picket/output.h"
#include "tools/picket/rule_file.h"
#include "tools/picket/standard_input.h"

namespace picket::tool {
namespace {

constexpr std::string_view kStandardInput = "-";

struct Options {
  std::vector<std::string> paths;
  bool check = false;
  bool diff = false;
  bool writes() const { return !check && !diff; }
};

// Files as named, and the rule files of directories.
std::vector<std::string> files_of(std::vector<std::string> paths,
                                  document::Diagnostics& diagnostics) {
  if (paths.empty()) paths.emplace_back("rules");
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    if (!std::filesystem::is_directory(path)) {
      if (path != kStandardInput && !std::filesystem::exists(path)) {
        throw std::runtime_error(fmt::format("there is no {}", path));
      }
      files.push_back(path);
      continue;
    }
    for (const ruleset::SourceFile& file : ruleset::find_rule_files(path, diagnostics)) {
      files.push_back(file.path);
    }
  }
  return files;
}

class Formatter {
 public:
  explicit Formatter(const Options& options) : options_(options) {}

  int run() {
    const std::vector<std::string> files = files_of(options_.paths, diagnostics_);
    for (const std::string& file : files) take(file);
    diagnostics_.sort();
    if (reads_standard_input_ && options_.writes()) {
      // Standard output is an editor's text.
      for (const document::Diagnostic& diagnostic : diagnostics_.all()) {
        fmt::print(stderr, "{}", document::render(diagnostic));
      }
    } else {
      print_diagnostics(diagnostics_, output_);
      summarize(files.size());
    }
    output_.flush();
    const bool would_change = changed_ != 0 && !options_.writes();
    return diagnostics_.has_errors() || would_change ? kFindings : kFine;
  }

 private:
  void take(const std::string& file) {
    const bool is_input = file == kStandardInput;
    const std::string name = is_input ? "<standard input>" : file;
    reads_standard_input_ = reads_standard_input_ || is_input;
    const std::optional<std::string> text = is_input ? read_standard_input(document::kMaxFileBytes)
                                                     : document::load_file(file, diagnostics_);
    if (!text) return;
    const auto formatted = ruleset::format_rules(*text, name, diagnostics_);
    if (!formatted) {
      ++left_alone_;
      return;
    }
    if (is_input && options_.writes()) return output_.write(*formatted);
    if (*formatted == *text) return;
    ++changed_;
    if (options_.diff) {
      output_.write(unified_diff(*text, *formatted, name));
    } else if (options_.check) {
      output_.write(fmt::format("{} is not formatted\n", name));
    } else {
      replace_file(file, *text, *formatted);
      output_.write(fmt::format("formatted {}\n", name));
    }
  }

  void summarize(std::size_t files) {
    if (options_.diff) return;
    std::string said = fmt::format("{} of {} {}", changed_, counted(files, "file"),
                                   options_.check ? "not formatted" : "formatted");
    if (left_alone_ != 0) said += fmt::format(", {} left alone for errors", left_alone_);
    output_.write(said + "\n");
  }

  const Options& options_;
  Output output_;
  document::Diagnostics diagnostics_;
  std::size_t changed_ = 0;
  std::size_t left_alone_ = 0;
  bool reads_standard_input_ = false;
};

}  // namespace

void add_fmt(CLI::App& app, Run& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App& fmt = *app.add_subcommand("fmt", "writes rule files in one form");
  fmt.add_option("PATH", options->paths,
                 "directories of rules, rule files, or - for standard input to standard output "
                 "(default: rules)");
  fmt.add_flag("--check", options->check,
               "writes nothing; names the files that would change, and "
               "exits 1 where there are any");
  fmt.add_flag("--diff", options->diff, "the same, with what would change as a unified diff");
  fmt.callback([options, &chosen] { chosen = [options] { return Formatter(*options).run(); }; });
}

}  // namespace picket::tool
