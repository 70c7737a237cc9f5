// SPDX-License-Identifier: Apache-2.0
// An evaluation for machines: keys are stable, later ones are added.
#include <nlohmann/json.hpp>

#include "filter/core/names.h"
#include "tools/picket/eval_report.h"

namespace picket::tool {
namespace {

using nlohmann::ordered_json;

ordered_json json_of(const Tally& tally) {
  ordered_json json = ordered_json::object();
  for (const Label label : kLabelsInOrder) {
    const Verdicted& verdicted = tally[label];
    const Proportion caught = verdicted.caught();
    ordered_json entry{{"messages", verdicted.messages},
                       {"caught", caught.count},
                       {"blocked", verdicted.blocked},
                       {"warned", verdicted.warned}};
    if (caught.of != 0) {
      entry["rate"] = caught.share();
      entry["interval"] = {caught.interval().low, caught.interval().high};
    }
    json[std::string(name_of(label))] = std::move(entry);
  }
  return json;
}

ordered_json json_of(const ByLabel<std::uint64_t>& counts) {
  ordered_json json = ordered_json::object();
  for (const Label label : kLabelsInOrder) json[std::string(name_of(label))] = counts[label];
  return json;
}

ordered_json groups(const std::map<std::string, Tally>& tallies, const char* name) {
  ordered_json list = ordered_json::array();
  for (const auto& [value, tally] : tallies) {
    ordered_json entry{{name, value}};
    entry.update(json_of(tally));
    list.push_back(std::move(entry));
  }
  return list;
}

ordered_json rules_of(const Evaluation& evaluation) {
  ordered_json list = ordered_json::array();
  for (std::size_t i = 0; i < evaluation.figures.size(); ++i) {
    const ruleset::Rule& rule = evaluation.rules->rules()[i];
    if (!rule.active()) continue;
    const RuleFigures& figures = evaluation.figures[i];
    ordered_json entry{{"rule", rule.id},
                       {"rev", rule.rev},
                       {"status", ruleset::name_of(rule.status)},
                       {"action", core::name_of(rule.action)},
                       {"hits", json_of(figures.hits)},
                       {"decides", json_of(figures.decides)}};
    if (figures.all_hits() != 0) entry["precision"] = figures.not_ham().share();
    if (figures.unknown != 0) entry["unknown"] = figures.unknown;
    list.push_back(std::move(entry));
  }
  return list;
}

ordered_json json_of(const Example& example, const ruleset::Ruleset& rules) {
  ordered_json json{{"file", example.file},
                    {"line", example.line},
                    {"text", example.message.text},
                    {"alike", example.alike}};
  if (!example.message.category.empty()) json["category"] = example.message.category;
  if (!example.message.lang.empty()) json["lang"] = example.message.lang;
  if (!example.message.sender.empty()) json["sender"] = example.message.sender;
  json["verdict"] = core::name_of(example.judged.verdict);
  json["reasons"] = ordered_json::array();
  json["shadow"] = ordered_json::array();
  for (const RuleHit& hit : example.judged.hits) {
    ordered_json reason{{"rule", rules.rule(hit.rule).id}, {"matched", ordered_json::array()}};
    for (const Piece& piece : hit.pieces) {
      reason["matched"].push_back({{"text", piece.text}, {"at", piece.at}});
    }
    json[hit.acts ? "reasons" : "shadow"].push_back(std::move(reason));
  }
  return json;
}

ordered_json examples_of(const std::vector<Example>& examples, const ruleset::Ruleset& rules) {
  ordered_json list = ordered_json::array();
  for (const Example& example : examples) list.push_back(json_of(example, rules));
  return list;
}

}  // namespace

void print_json(const EvalReport& report, Output& output) {
  const Evaluation& evaluation = report.evaluation;
  ordered_json json{
      {"ruleset", evaluation.rules->digest()},   {"active_rules", evaluation.rules->active_count()},
      {"messages", evaluation.messages},         {"incomplete", evaluation.incomplete},
      {"times_unread", evaluation.times_unread}, {"interval", "wilson 95%"},
      {"total", json_of(evaluation.total)}};
  json["files"] = ordered_json::array();
  for (const auto& [file, tally] : evaluation.files) {
    ordered_json entry{{"file", file}};
    entry.update(json_of(tally));
    json["files"].push_back(std::move(entry));
  }
  if (report.by_category) json["categories"] = groups(evaluation.categories, "category");
  if (report.by_language) json["languages"] = groups(evaluation.languages, "lang");
  json["rules"] = rules_of(evaluation);
  json["false_positives"] = examples_of(evaluation.false_positives, *evaluation.rules);
  json["misses"] = examples_of(evaluation.misses, *evaluation.rules);
  json["bad_lines"] = evaluation.bad_lines.count();
  json["errors"] = ordered_json::array();
  for (const BadLines::BadLine& bad : evaluation.bad_lines.first()) {
    json["errors"].push_back({{"file", bad.file}, {"line", bad.line}, {"error", bad.error}});
  }
  json["failures"] = report.failures;
  output.write(json.dump(2) + "\n");
}

}  // namespace picket::tool
