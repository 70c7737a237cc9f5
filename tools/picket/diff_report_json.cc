// SPDX-License-Identifier: Apache-2.0
// A difference between rulesets for machines: keys are stable, later ones are added.
#include <nlohmann/json.hpp>

#include "filter/core/names.h"
#include "tools/picket/diff_report.h"

namespace picket::tool {
namespace {

using core::Verdict;
using nlohmann::ordered_json;

constexpr std::array kVerdicts{Verdict::allow, Verdict::warn, Verdict::block};
constexpr std::array<const char*, 3> kTurnedTo{"newly_allowed", "newly_warned", "newly_blocked"};
constexpr std::array<const char*, 5> kKinds{"added", "removed", "changed", "rev", "status"};

ordered_json counts_of(const VerdictDiff& diff) {
  ordered_json counts = ordered_json::object();
  for (const Verdict before : kVerdicts) {
    for (const Verdict after : kVerdicts) {
      counts[std::string(core::name_of(before))][std::string(core::name_of(after))] =
          diff.counts[static_cast<std::size_t>(before)][static_cast<std::size_t>(after)];
    }
  }
  return counts;
}

ordered_json json_of(const TurnedTo::Rules& rules) {
  ordered_json list = ordered_json::array();
  for (const auto& [rule, count] : rules) {
    list.push_back(
        {{"rule", rule.first}, {"action", core::name_of(rule.second)}, {"events", count}});
  }
  return list;
}

ordered_json json_of(const std::vector<RuleHit>& hits, const ruleset::Ruleset& rules) {
  ordered_json list = ordered_json::array();
  for (const RuleHit& hit : hits) {
    const ruleset::Rule& rule = rules.rule(hit.rule);
    ordered_json entry{
        {"rule", rule.id}, {"rev", rule.rev}, {"action", core::name_of(rule.action)}};
    entry["matched"] = ordered_json::array();
    for (const Piece& piece : hit.pieces) {
      entry["matched"].push_back({{"text", piece.text}, {"at", piece.at}});
    }
    list.push_back(std::move(entry));
  }
  return list;
}

ordered_json json_of(const Turned& turned, const DiffReport& report) {
  const core::Event& event = report.file.events()[turned.event];
  const auto& [before, after] = report.rules;
  ordered_json json{{"line", report.file.line_of(turned.event)}};
  if (event.id) json["id"] = *event.id;
  json["text"] = event.text;
  json["old"] = core::name_of(turned.before.verdict);
  json["new"] = core::name_of(turned.after.verdict);
  json["alike"] = turned.alike;
  json["gained"] = json_of(acting_only_in(turned.after, *after, turned.before, *before), *after);
  json["lost"] = json_of(acting_only_in(turned.before, *before, turned.after, *after), *before);
  return json;
}

ordered_json json_of(const RuleChange& change) {
  ordered_json json{{"rule", change.id}, {"change", kKinds[static_cast<std::size_t>(change.kind)]}};
  if (change.old_rev != 0) json["old_rev"] = change.old_rev;
  if (change.new_rev != 0) json["new_rev"] = change.new_rev;
  if (!change.old_status.empty()) json["old_status"] = change.old_status;
  if (!change.new_status.empty()) json["new_status"] = change.new_status;
  json["lacks_rev"] = change.lacks_rev();
  json["file"] = change.file;
  json["line"] = change.line;
  return json;
}

}  // namespace

void print_json(const DiffReport& report, Output& output) {
  ordered_json json{{"old", report.rules[0]->digest()},
                    {"new", report.rules[1]->digest()},
                    {"events", report.file.events().size()},
                    {"left_out", report.file.left_out()},
                    {"bad_lines", report.file.bad_lines().size()},
                    {"verdicts", counts_of(report.diff)}};
  for (std::size_t i = kTurnedTo.size(); i-- > 0;) {
    const TurnedTo& turned = report.diff.to[i];
    ordered_json entry{{"events", turned.count},
                       {"gained", json_of(turned.gained)},
                       {"lost", json_of(turned.lost)},
                       {"examples", ordered_json::array()}};
    for (const Turned& example : turned.examples) {
      entry["examples"].push_back(json_of(example, report));
    }
    json[kTurnedTo[i]] = std::move(entry);
  }
  json["rules"] = ordered_json::array();
  for (const RuleChange& change : report.changes) json["rules"].push_back(json_of(change));
  output.write(json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n");
}

}  // namespace picket::tool
