// SPDX-License-Identifier: Apache-2.0
// `picket cost`: what each rule costs, and what makes it dear.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "filter/match/pattern_set.h"
#include "filter/text/view.h"
#include "tools/picket/commands.h"
#include "tools/picket/cost_survey.h"
#include "tools/picket/events_file.h"
#include "tools/picket/findings.h"
#include "tools/picket/output.h"
#include "tools/picket/rules.h"

namespace picket::tool {
namespace {

using nlohmann::ordered_json;

struct Options {
  std::string rules = "rules";
  std::string events;
  std::size_t top = 20;
  bool json = false;
};

struct Report {
  const ruleset::Ruleset& rules;
  const CostSurvey& survey;
  std::size_t events;  // 0: none were given
  std::size_t top;     // of the rules
};

std::string_view name_of(match::Finder finder) {
  switch (finder) {
    case match::Finder::literals:
      return "literals";
    case match::Finder::regexes:
      return "regex database";
    case match::Finder::every_text:
      break;
  }
  return "RE2 on every text";
}

std::string_view name_of(text::ViewKind view) {
  return text::kViewNames[static_cast<std::size_t>(view)];
}

std::string place(const Report& report, ruleset::RuleIndex rule, const document::Span& span) {
  return fmt::format("{}:{}", report.rules.rule(rule).file, span.begin.line);
}

std::string place(const Report& report, ruleset::RuleIndex rule) {
  return place(report, rule, report.rules.rule(rule).span);
}

ordered_json rule_json(const Report& report, ruleset::RuleIndex rule, const document::Span& span) {
  return {{"rule", report.rules.rule(rule).id},
          {"file", report.rules.rule(rule).file},
          {"line", span.begin.line}};
}

void print_json(const Report& report, Output& output) {
  const CostSurvey& survey = report.survey;
  ordered_json json{{"ruleset", report.rules.digest()}, {"events", report.events},
                    {"rules", ordered_json::array()},   {"always", ordered_json::array()},
                    {"regexes", ordered_json::array()}, {"literals", ordered_json::array()}};
  for (const RuleCost& cost : survey.rules) {
    ordered_json entry = rule_json(report, cost.rule, report.rules.rule(cost.rule).span);
    entry.update(
        ordered_json{{"trigger", cost.trigger}, {"leaves", cost.leaves}, {"chance", cost.chance}});
    if (report.events != 0) {
      entry.update(ordered_json{{"evaluated", cost.evaluated},
                                {"hits", cost.hits},
                                {"unknown", cost.unknown},
                                {"ns_per_event", cost.ns_per_event}});
    }
    json["rules"].push_back(std::move(entry));
  }
  for (const ruleset::RuleIndex rule : survey.always) {
    json["always"].push_back(rule_json(report, rule, report.rules.rule(rule).span));
  }
  for (const DearRegex& regex : survey.regexes) {
    ordered_json entry = rule_json(report, regex.rule, regex.span);
    entry.update(ordered_json{{"regex", regex.regex},
                              {"view", name_of(regex.view)},
                              {"found_by", name_of(regex.finder)},
                              {"why", regex.why}});
    json["regexes"].push_back(std::move(entry));
  }
  for (const WeakLiteral& literal : survey.literals) {
    ordered_json entry = rule_json(report, literal.rule, literal.span);
    entry.update(ordered_json{{"literal", literal.text},
                              {"view", name_of(literal.view)},
                              {"bits", literal.bits},
                              {"too_short", literal.too_short},
                              {"too_common", literal.too_common}});
    if (literal.share) entry["share"] = *literal.share;
    json["literals"].push_back(std::move(entry));
  }
  output.write(json.dump(2) + "\n");
}

// The guess, or what was measured.
void print_rules(const Report& report, Output& output) {
  const auto& rules = report.survey.rules;
  const std::size_t shown = std::min(report.top, rules.size());
  const auto events = static_cast<double>(report.events);
  output.write(report.events == 0
                   ? fmt::format("{:>10} {:>7}  {:<16} rule\n", "chance", "leaves", "trigger")
                   : fmt::format("{:>9} {:>10} {:>9}  {:<16} rule\n", "ns/event", "evaluated",
                                 "hits", "trigger"));
  for (const RuleCost& cost : std::span(rules).first(shown)) {
    const std::string figures =
        report.events == 0 ? fmt::format("{:>10.2g} {:>7}", cost.chance, cost.leaves)
                           : fmt::format("{:>9.2f} {:>9.2f}% {:>8.2f}%", cost.ns_per_event,
                                         100 * static_cast<double>(cost.evaluated) / events,
                                         100 * static_cast<double>(cost.hits) / events);
    output.write(fmt::format("{}  {:<16} {}  {}\n", figures, cost.trigger,
                             report.rules.rule(cost.rule).id, place(report, cost.rule)));
  }
  if (shown < rules.size()) {
    output.write(fmt::format("... and {} less dear (--top)\n", rules.size() - shown));
  }
}

void print_text(const Report& report, Output& output) {
  const CostSurvey& survey = report.survey;
  output.write(fmt::format(
      "{} evaluated on traffic, by {}\n", counted(survey.rules.size(), "rule"),
      report.events == 0
          ? "a guess: how rare their triggers are, times what they ask (give --events to measure)"
          : fmt::format("what they took on {}", counted(report.events, "event"))));
  print_rules(report, output);
  output.write(fmt::format("\n{} without a trigger, evaluated for every event\n",
                           counted(survey.always.size(), "rule")));
  for (const ruleset::RuleIndex rule : survey.always) {
    output.write(fmt::format("  {}  {}\n", report.rules.rule(rule).id, place(report, rule)));
  }
  output.write(fmt::format(
      "\n{} not found by words and gaps\n",
      survey.regexes.size() == 1 ? "1 regex" : fmt::format("{} regexes", survey.regexes.size())));
  for (const DearRegex& regex : survey.regexes) {
    output.write(fmt::format("  {}  {}\n    {}\n    {}: {}\n", report.rules.rule(regex.rule).id,
                             place(report, regex.rule, regex.span), regex.regex,
                             name_of(regex.finder), regex.why));
  }
  output.write(
      fmt::format("\n{} too short or too common\n", counted(survey.literals.size(), "literal")));
  for (const WeakLiteral& literal : survey.literals) {
    output.write(
        fmt::format("  {}  in {}, {:.0f} bits{}{}  {}  {}\n", literal.text, name_of(literal.view),
                    literal.bits, literal.too_short ? " (short)" : "",
                    literal.share ? fmt::format(", in {:.2f}% of texts{}", 100 * *literal.share,
                                                literal.too_common ? " (common)" : "")
                                  : "",
                    report.rules.rule(literal.rule).id, place(report, literal.rule, literal.span)));
  }
}

int run_cost(const Options& options) {
  Output output;
  lists::ListStore store;
  const auto rules =
      load_to_judge(options.rules, store, {.inactive = false, .keep_texts = true, .now = {}});
  std::optional<EventsFile> file;
  if (!options.events.empty()) {
    file.emplace(options.events);
    file->report_bad_lines();
  }
  const auto events = file ? file->events() : std::span<const core::Event>();
  const CostSurvey survey = survey_costs(rules, events);
  (options.json ? print_json : print_text)({*rules, survey, events.size(), options.top}, output);
  output.flush();
  return file && !file->bad_lines().empty() ? kFindings : kFine;
}

}  // namespace

void add_cost(CLI::App& app, Run& chosen) {
  auto options = std::make_shared<Options>();
  CLI::App& cost = *app.add_subcommand("cost", "says what each rule costs, and what makes it dear");
  cost.add_option("--rules", options->rules, "directory of rules")->capture_default_str();
  cost.add_option("--events", options->events,
                  "file of events or messages to measure on (default: guesses)");
  cost.add_option("--top", options->top, "rules to show, dearest first")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  cost.add_flag("--json", options->json, "everything as one JSON object");
  cost.callback([options, &chosen] { chosen = [options] { return run_cost(*options); }; });
}

}  // namespace picket::tool
