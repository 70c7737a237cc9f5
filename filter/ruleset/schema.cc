// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/schema.h"

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "filter/document/reader.h"
#include "filter/predicates/predicate.h"
#include "filter/ruleset/rule_keys.h"

namespace picket::ruleset {
namespace {

using document::Node;
using predicates::Parameter;
using predicates::PredicateKind;
using predicates::ValueType;
using Json = nlohmann::ordered_json;

Json schema_of(const ValueType& type) {
  if (type.words.empty()) return Json::parse(type.schema);
  Json word = {{"enum", type.words}};
  if (!type.several) return word;
  const Json list = {{"type", "array"}, {"minItems", 1}, {"items", word}};
  return {{"anyOf", {word, list}}};
}

// A description beside a reference would be ignored (draft-07 §8.3), so it goes around it.
Json described(Json schema, std::string_view help) {
  if (schema.contains("$ref")) schema = {{"allOf", Json::array({schema})}};
  Json with_help = {{"description", help}};
  // Editors show the former as it is: signs of Markdown in it would be shown too.
  if (help.find('`') != std::string_view::npos) with_help["markdownDescription"] = help;
  with_help.update(schema);
  return with_help;
}

Json closed_mapping(Json properties) {
  return {{"type", "object"},
          {"minProperties", 1},
          {"additionalProperties", false},
          {"properties", std::move(properties)}};
}

// A value of an example as an editor has it.
Json value_of(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      return nullptr;
    case Node::Kind::scalar:
      return !node.quoted && Json::accept(node.scalar) ? Json::parse(node.scalar)
                                                       : Json(node.scalar);
    case Node::Kind::list: {
      Json list = Json::array();
      for (const Node& item : node.items) list.push_back(value_of(item));
      return list;
    }
    case Node::Kind::mapping:
      break;
  }
  Json mapping = Json::object();
  for (const Node::Entry& entry : node.entries) mapping[entry.key] = value_of(entry.value);
  return mapping;
}

Json example_of(const PredicateKind& kind) {
  document::Diagnostics none;
  const std::vector<Node> documents = document::read_documents(kind.example, kind.key, none);
  return value_of(*documents.at(0).find(kind.key));
}

Json mapping_form(const PredicateKind& kind) {
  Json properties = Json::object();
  Json required = Json::array();
  for (const Parameter& parameter : kind.parameters) {
    properties[parameter.key] = described(schema_of(*parameter.type), parameter.help);
    if (parameter.required) required.push_back(parameter.key);
  }
  Json form = closed_mapping(std::move(properties));
  if (!required.empty()) form["required"] = required;
  if (!kind.constraints.empty()) form.update(Json::parse(kind.constraints));
  return form;
}

Json schema_of(const PredicateKind& kind) {
  std::vector<Json> forms;
  for (const ValueType* type : kind.short_forms) forms.push_back(schema_of(*type));
  Json form = forms.size() == 1 ? forms.front() : Json{{"anyOf", forms}};
  if (forms.empty()) {
    form = mapping_form(kind);
  } else if (!kind.parameters.empty()) {
    // Said so, editors underline what is wrong in a mapping, and not the mapping for being none of
    // the short forms.
    form = {{"if", {{"type", "object"}}}, {"then", mapping_form(kind)}, {"else", form}};
  }
  Json schema = described(std::move(form), kind.help);
  schema["examples"] = Json::array({example_of(kind)});
  return schema;
}

Json condition_schema() {
  Json properties = Json::object();
  for (const PredicateKind& kind : predicates::registry()) properties[kind.key] = schema_of(kind);
  return closed_mapping(std::move(properties));
}

Json properties_of(std::span<const RuleKey> keys) {
  Json properties = Json::object();
  for (const RuleKey& key : keys) properties[key.key] = described(schema_of(*key.type), key.help);
  return properties;
}

// Either what is hit or what is missed; one event, or several in place of it.
Json test_schema() {
  Json schema = closed_mapping(properties_of(test_keys()));
  schema["oneOf"] = {{{"required", {"hit"}}}, {{"required", {"miss"}}}};
  Json no_fields = Json::object();
  for (const RuleKey& key : test_event_keys()) {
    if (schema["properties"].contains(key.key)) no_fields[key.key] = false;
  }
  schema["if"] = {{"required", {"events"}}};
  schema["then"] = {{"properties", no_fields}};
  return schema;
}

Json keys_with(Presence presence) {
  Json keys = Json::array();
  for (const RuleKey& key : rule_keys()) {
    if (key.presence == presence) keys.push_back(key.key);
  }
  return keys;
}

Json where(std::string_view key, Json allowed) {
  return {{"required", {key}}, {"properties", {{key, {{"enum", std::move(allowed)}}}}}};
}

// What must be there only beside something else.
Json conditions_between_keys() {
  const Json scored = {{"required", keys_with(Presence::with_score)}};
  Json has_both = Json::array();
  for (const std::string_view key : {"hit", "miss"}) {
    has_both.push_back({{"contains", {{"required", {key}}}}});
  }
  const Json staged = {{"required", keys_with(Presence::only_enforced)}};
  const Json tested = {{"required", keys_with(Presence::unless_inactive)},
                       {"properties", {{"tests", {{"allOf", has_both}}}}}};
  return {
      {{"if", where("status", {"draft", "retired"})}, {"then", true}, {"else", tested}},
      {{"if", where("status", {"enforce"})}, {"then", true}, {"else", {{"not", staged}}}},
      {{"if", where("action", {"score"})}, {"then", scored}, {"else", {{"not", scored}}}},
      {{"if", where("action", {"allow"})},
       {"then", true},
       {"else", {{"required", keys_with(Presence::unless_allow)}}}},
  };
}

}  // namespace

std::string rule_schema() {
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"title", "A Picket rule"},
                 {"description", "One fraud rule; rules/README.md is its language."}};
  schema.update(closed_mapping(properties_of(rule_keys())));
  schema["required"] = keys_with(Presence::required);
  schema["allOf"] = conditions_between_keys();
  schema["definitions"] = {
      {"condition", condition_schema()},
      {"rollout", closed_mapping(properties_of(rollout_keys()))},
      {"test", test_schema()},
      {"test_event", closed_mapping(properties_of(test_event_keys()))},
      {"test_call_fields", closed_mapping(properties_of(test_call_keys()))},
      {"test_outcome_fields", closed_mapping(properties_of(test_outcome_keys()))}};
  return schema.dump(2) + "\n";
}

}  // namespace picket::ruleset
