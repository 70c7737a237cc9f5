// SPDX-License-Identifier: Apache-2.0
// An explanation for machines.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "filter/core/decision_json.h"
#include "filter/core/names.h"
#include "tools/picket/explanation.h"
#include "tools/picket/obstacles.h"

namespace picket::tool {
namespace {

using Json = nlohmann::ordered_json;
using engine::ConditionInsight;

Json decision_as_json(const Explanation& explanation) {
  core::JsonBuffer buffer;
  core::append_decision(buffer, explanation.event.id, explanation.decision);
  return Json::parse(std::string_view(buffer.data(), buffer.size()));
}

// What a text says that is not UTF-8 is shown as far as it is: dump() replaces the rest.
Json matched_as_json(std::span<const core::Matched> matched) {
  Json list = Json::array();
  for (const core::Matched& one : matched) list.push_back({{"text", one.text}, {"at", one.at}});
  return list;
}

Json number_as_json(const core::Address& address, const core::Number& number) {
  return {
      {"raw", address.text}, {"normal", number.normal()}, {"kind", core::name_of(number.kind())}};
}

Json event_as_json(const Explanation& explanation) {
  const core::Event& event = explanation.event;
  Json json{{"channel", core::name_of(event.channel)}};
  json["from"] = number_as_json(event.from, engine::sender_of(explanation.workspace));
  json["to"] = number_as_json(event.to, engine::recipient_of(explanation.workspace));
  json["route"] = event.route;
  json["time"] = event.time ? Json(core::format_rfc3339(*event.time)) : nullptr;
  return json;
}

Json conditions_as_json(const std::vector<ConditionInsight>& conditions,
                        const std::vector<std::size_t>& obstacles, const ruleset::Rule& rule,
                        RuleSources& sources) {
  Json list = Json::array();
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const ConditionInsight& condition = conditions[i];
    const document::Position begin = condition.place.span.begin;
    list.push_back({{"depth", condition.depth},
                    {"condition", condition.place.predicate},
                    {"line", begin.line},
                    {"column", begin.column},
                    {"source", sources.of(condition, rule.file)},
                    {"truth", name_of(condition.truth)},
                    {"obstacle", std::ranges::find(obstacles, i) != obstacles.end()},
                    {"matched", matched_as_json(condition.matched)}});
  }
  return list;
}

Json rules_as_json(const Explanation& explanation) {
  RuleSources sources;
  Json list = Json::array();
  for (const engine::RuleInsight& insight : explanation.rules) {
    const ruleset::Rule& rule = explanation.workspace.rules().rule(insight.rule);
    const Obstacles obstacles = obstacles_of(insight);
    list.push_back(
        {{"rule", rule.id},
         {"rev", rule.rev},
         {"status", ruleset::name_of(rule.status)},
         {"standing", engine::name_of(insight.standing)},
         {"action", core::name_of(rule.action)},
         {"file", rule.file},
         {"hit", name_of(insight.truth)},
         {"match", conditions_as_json(insight.match, obstacles.match, rule, sources)},
         {"unless", conditions_as_json(insight.unless, obstacles.unless, rule, sources)}});
  }
  return list;
}

}  // namespace

void print_json(const Explanation& explanation, Output& output) {
  Json json{{"event", event_as_json(explanation)}};
  const text::Views& views = engine::views_of(explanation.workspace);
  for (std::size_t i = 0; i < text::kViewKinds; ++i) {
    json["views"][text::kViewNames[i]] = views.view[i].bytes;
  }
  json["links"] = Json::array();
  for (const text::Link& link : engine::links_of(explanation.workspace)) {
    json["links"].push_back({{"host", link.host},
                             {"registered", link.registered},
                             {"shortener", link.shortener},
                             {"at", link.at.begin}});
  }
  json["contacts"] = Json::array();
  for (const text::Contact& contact : engine::contacts_of(explanation.workspace)) {
    json["contacts"].push_back(
        {{"kind", text::kContactNames[static_cast<std::size_t>(contact.kind)]},
         {"value", contact.value},
         {"at", contact.at.begin}});
  }
  json["decision"] = decision_as_json(explanation);
  json["rules"] = rules_as_json(explanation);
  output.write(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace picket::tool
