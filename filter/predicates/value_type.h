// SPDX-License-Identifier: Apache-2.0
// What a value in a rule looks like, said once: the JSON schema and the rule reference both print
// it. Constants of static storage; types that several kinds of condition use are below, others
// stand with their kind.
#pragma once

#include <span>
#include <string_view>

namespace picket::predicates {

struct ValueType {
  std::string_view name;    // of its definition in the schema
  std::string_view help;    // what to write, for people: `an integer and s, m, h or d`
  std::string_view schema;  // JSON Schema (draft-07); empty: one of `words`
  std::span<const std::string_view> words = {};
  bool several = false;  // of `words`: or a list of them, any of which will do
};

// Where a rule wants text, editors may see a number: `text: 95588`.
inline constexpr ValueType kText{"text", "text",
                                 R"({"type": ["string", "number"], "minLength": 1})"};
inline constexpr ValueType kTexts{
    "texts", "text, or a list (any of)",
    R"({"type": ["string", "number", "array"], "minLength": 1, "minItems": 1,
        "items": {"type": ["string", "number"], "minLength": 1}})"};
inline constexpr ValueType kBoolean{"boolean", "`true` or `false`", R"({"type": "boolean"})"};
inline constexpr ValueType kDuration{"duration", "an integer and s, m, h or d: `30s`, `10m`",
                                     R"({"type": "string", "pattern": "^[0-9]+[smhd]$"})"};
inline constexpr ValueType kGlobs{
    "globs", "a name, or a list (any of); `*` any run, `?` one character",
    R"({"type": ["string", "number", "array"], "minLength": 1, "minItems": 1,
        "items": {"type": ["string", "number"], "minLength": 1}})"};
inline constexpr ValueType kList{
    "list", "a list of entries, or `lists/NAME`",
    R"({"type": ["string", "array"], "pattern": "^lists/[A-Za-z0-9_./-]+$", "minItems": 1,
        "items": {"type": ["string", "number"], "minLength": 1}})"};
inline constexpr ValueType kCondition{"condition", "a condition",
                                      R"({"$ref": "#/definitions/condition"})"};
inline constexpr ValueType kConditions{
    "conditions", "a list of conditions",
    R"({"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/condition"}})"};

}  // namespace picket::predicates
