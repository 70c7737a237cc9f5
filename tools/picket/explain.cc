// SPDX-License-Identifier: Apache-2.0
// `picket explain`: one event, and why it is judged as it is.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>

#include "filter/core/event_json.h"
#include "filter/engine/engine.h"
#include "tools/picket/commands.h"
#include "tools/picket/explain_code.h"
#include "tools/picket/explanation.h"
#include "tools/picket/output.h"
#include "tools/picket/rules.h"
#include "tools/picket/standard_input.h"

namespace picket::tool {
namespace {

constexpr std::size_t kMaxEventBytes = std::size_t{8} << 20;

struct Options {
  std::string rules = "rules";
  std::string code;  // of a diagnostic, in place of an event
  std::optional<std::string> text;
  std::string from;
  std::string to;
  std::string route;
  std::vector<std::string> only;  // ids
  bool json = false;
};

// The event as JSON, or from --text and its like.
class AskedEvent {
 public:
  explicit AskedEvent(const Options& options) {
    if (options.text) {
      event_.text = *options.text;
      event_.from.text = options.from;
      event_.to.text = options.to;
      event_.route = options.route;
      return;
    }
    if (::isatty(STDIN_FILENO) == 1) {
      fmt::print(stderr,
                 "picket: waiting for an event as JSON on standard input (or use --text)\n");
    }
    json_ = read_standard_input(kMaxEventBytes);
    const auto read = reader_.read(core::padded(json_), batch_);
    if (!read) {
      throw std::runtime_error(fmt::format("no event on standard input: {}", read.error().message));
    }
    event_ = batch_.events().front();
  }

  const core::Event& event() const noexcept { return event_; }

 private:
  std::string json_;
  core::EventReader reader_{kMaxEventBytes};
  core::EventBatch batch_;
  core::Event event_;
};

// The rules asked for, else those of the event's channel that are near firing.
std::vector<engine::RuleInsight> look_into(const core::Event& event, const Options& options,
                                           engine::Workspace& workspace) {
  const ruleset::Ruleset& rules = workspace.rules();
  for (const std::string& id : options.only) {
    if (rules.find(id) == nullptr) {
      throw std::runtime_error(fmt::format("there is no rule `{}` in {}", id, options.rules));
    }
  }
  std::vector<engine::RuleInsight> insights;
  for (ruleset::RuleIndex index = 0; index < rules.rules().size(); ++index) {
    const ruleset::Rule& rule = rules.rule(index);
    const bool asked_for = std::ranges::find(options.only, rule.id) != options.only.end();
    if (!asked_for && !options.only.empty()) continue;
    if (!asked_for && (rule.channels & ruleset::channel_bit(event.channel)) == 0) continue;
    engine::RuleInsight insight = engine::insight_into(index, workspace);
    if (asked_for || insight.near) insights.push_back(std::move(insight));
  }
  return insights;
}

int run_explain(const Options& options) {
  Output output;
  lists::ListStore store;
  auto rules = load_to_judge(options.rules, store, {.inactive = true, .now = {}});
  engine::Workspace workspace(std::move(rules), text::kAllViews);
  const AskedEvent asked(options);
  state::UnknownMemory memory;
  const core::Decision decision = engine::judge(asked.event(), now(), memory, workspace);
  const Explanation explanation{asked.event(), decision, workspace,
                                look_into(asked.event(), options, workspace),
                                !options.only.empty()};
  (options.json ? print_json : print_text)(explanation, output);
  output.flush();
  return kFine;
}

}  // namespace

void add_explain(CLI::App& app, Run& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App& explain = *app.add_subcommand(
      "explain",
      "says why an event (JSON on standard input, or --text) is judged as it is, or what the "
      "code of a diagnostic means");
  explain.add_option("--rules", options->rules, "directory of rules")->capture_default_str();
  auto* text = explain.add_option("--text", options->text, "the text of an SMS");
  explain.add_option("--from", options->from, "its sender")->needs(text);
  explain.add_option("--to", options->to, "its recipient")->needs(text);
  explain.add_option("--route", options->route, "where it came in")->needs(text);
  explain.add_option("--rule", options->only,
                     "ids of the rules to look into, near firing or not (default: those near)");
  explain.add_flag("--json", options->json, "as one JSON object");
  explain.add_option("CODE", options->code, "what a diagnostic of this code means, and no event")
      ->excludes(text);
  explain.callback([options, &chosen] {
    chosen = [options] {
      return options->code.empty() ? run_explain(*options)
                                   : explain_code(options->code, options->json);
    };
  });
}

}  // namespace picket::tool
