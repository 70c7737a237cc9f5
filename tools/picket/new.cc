// SPDX-License-Identifier: Apache-2.0
// `picket new ID`: a rule to fill in, whose tests fail until somebody does.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "filter/document/reader.h"
#include "filter/ruleset/files.h"
#include "filter/ruleset/rule_keys.h"
#include "filter/ruleset/rule_reader.h"
#include "tools/picket/commands.h"
#include "tools/picket/output.h"
#include "tools/picket/rule_file.h"

namespace picket::tool {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSchema = "schema/rule.schema.json";

struct Options {
  std::string id;
  std::string directory = "rules";
  std::string channel;  // empty: the first part of the id, if it is one, else sms
};

// A condition that is to be replaced, an event that it does not hit and one that it does.
struct Example {
  std::string_view channel;
  std::string_view match;
  std::string_view hit;
  std::string_view miss;
};

constexpr Example kSmsExample{
    "sms",
    "  all:\n"
    "    - text: [SAY WHAT IT PROMISES, OR IN OTHER WORDS]  # any of them; disguises are undone\n"
    "    - link: any\n",
    "    text: PASTE THE PLAINEST MESSAGE THAT MUST BE CAUGHT\n",
    "    text: PASTE AN HONEST MESSAGE AND NOT say what it promises http://bank.example/x\n"};
constexpr std::array kExamples{
    kSmsExample,
    Example{"any", kSmsExample.match, kSmsExample.hit, kSmsExample.miss},
    Example{"call",
            "  all:\n"
            "    - sender: {prefix: [\"+999\"]}  # of whom; of the normal form\n"
            "    - call: {attestation: [C, none]}\n",
            "    from: \"+8613900000001\"\n",
            "    from: \"+99913900000001\"\n"
            "    call: {attestation: none}\n"},
    Example{"outcome", "  outcome: {answered: false, ring_under: 1s}\n",
            "    outcome: {answered: true, ring_s: 20}\n",
            "    outcome: {answered: false, ring_s: 0.5}\n"},
};

std::string channel_of(const Options& options) {
  const auto is_channel = [](std::string_view word) {
    return std::ranges::find(ruleset::kRuleChannelWords, word) != ruleset::kRuleChannelWords.end();
  };
  if (!options.channel.empty()) {
    if (is_channel(options.channel)) return options.channel;
    throw std::runtime_error(
        fmt::format("`{}` is no channel: sms, call, outcome or any", options.channel));
  }
  const std::string first = options.id.substr(0, options.id.find('.'));
  return is_channel(first) ? first : "sms";
}

// `sms.bank.points` is in sms/bank/points.yaml.
std::string name_of_file(std::string id) {
  std::ranges::replace(id, '.', '/');
  return id + ".yaml";
}

// A rule has one id, and an id one rule: the file that has it, perhaps under another name.
std::optional<std::string> file_with(std::string_view id, const std::string& directory) {
  document::Diagnostics ignored;  // the business of `check`
  for (const ruleset::SourceFile& file : ruleset::find_rule_files(directory, ignored)) {
    const auto text = document::load_file(file.path, ignored);
    if (!text) continue;
    for (const document::Node& node : document::read_documents(*text, file.path, ignored)) {
      const document::Node* has = node.find("id");
      if (has != nullptr && has->scalar == id) return file.path;
    }
  }
  return std::nullopt;
}

std::string scaffold(const std::string& id, const Example& example, std::size_t depth) {
  std::string up;
  for (std::size_t i = 0; i < depth; ++i) up += "../";
  return fmt::format(
      "# yaml-language-server: $schema={}{}\n"
      "# What is in capitals is yours to replace; its tests fail until you do. Then: picket "
      "check,\n"
      "# picket test, and picket explain --rule {} --text '...'.\n"
      "id: {}\n"
      "rev: 1\n"
      "title: WHO IS IMITATED AND WHAT IS ASKED, IN ONE LINE\n"
      "status: draft  # then shadow, and when its hits were looked at, enforce\n"
      "channel: {}\n"
      "category: KIND.OF.FRAUD\n"
      "risk: medium  # for the victim if the rule is right: low, medium, high, critical\n"
      "action: warn  # block only what no honest message can look like\n"
      "why: >\n"
      "  WHY A HIT IS FRAUD, FOR WHOEVER HAS TO ANSWER FOR IT.\n"
      "match:\n"
      "{}"
      "# An exemption goes by who sends, or whose hosts are named, never by words alone:\n"
      "# unless:\n"
      "#   link: {{every_host_in: lists/NAME}}\n"
      "tests:\n"
      "  - hit: THE PLAINEST FORM\n"
      "{}"
      "  # add the same in disguise, and for each exemption an attempt to abuse it\n"
      "  - miss: AN HONEST ONE THAT IS NEAR IT\n"
      "{}",
      up, kSchema, id, id, example.channel, example.match, example.hit, example.miss);
}

int run_new(const Options& options) {
  if (!ruleset::is_rule_id(options.id)) {
    throw std::runtime_error(
        fmt::format("`{}` cannot be an id: {}", options.id, ruleset::kRuleIdHelp));
  }
  const std::string name = name_of_file(options.id);
  if (!ruleset::is_rule_file(name)) {
    throw std::runtime_error(
        fmt::format("`{}` would be in {}, where no rules are looked for", options.id, name));
  }
  if (!fs::is_directory(options.directory)) {
    throw std::runtime_error(fmt::format("there is no directory {}", options.directory));
  }
  if (const auto other = file_with(options.id, options.directory)) {
    throw std::runtime_error(
        fmt::format("there is a rule `{}` already, in {}", options.id, *other));
  }
  const std::string channel = channel_of(options);
  const auto depth = static_cast<std::size_t>(std::ranges::count(name, '/'));
  const std::string file = (fs::path(options.directory) / name).string();
  create_file(
      file, scaffold(options.id, *std::ranges::find(kExamples, channel, &Example::channel), depth));
  Output output;
  output.write(
      fmt::format("wrote {}: replace what is in capitals, then\n"
                  "  picket check {}\n  picket test {}\n",
                  file, options.directory, options.directory));
  if (!fs::exists(fs::path(options.directory) / kSchema)) {
    output.write(fmt::format("for editors to help you: picket schema > {}/{}\n", options.directory,
                             kSchema));
  }
  output.flush();
  return kFine;
}

}  // namespace

void add_new(CLI::App& app, Run& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App& made = *app.add_subcommand("new", "writes a rule to fill in");
  made.add_option("ID", options->id, "two or more dotted parts: sms.bank.points")->required();
  made.add_option("--dir", options->directory, "directory of rules")->capture_default_str();
  made.add_option("--channel", options->channel,
                  "sms, call, outcome or any (default: the id's first part, else sms)");
  made.callback([options, &chosen] { chosen = [options] { return run_new(*options); }; });
}

}  // namespace picket::tool
