// SPDX-License-Identifier: Apache-2.0
// What a value in a rule looks like, said once: the JSON schema and the rule reference both print
// it. Types that several kinds of condition use are below, others stand with their kind.
#pragma once

#include <span>
#include <string_view>

namespace picket::predicates {

struct ValueType {
  std::string_view help;    // what to write, for people; empty for words, which say it themselves
  std::string_view schema;  // JSON Schema (draft-07); empty for words
  std::span<const std::string_view> words = {};
  bool several = false;  // of `words`: or a list of them, any of which will do
};

constexpr ValueType one_of(std::span<const std::string_view> words) { return {{}, {}, words}; }
constexpr ValueType any_of(std::span<const std::string_view> words) {
  return {{}, {}, words, true};
}

// Where a rule wants text, editors may see a number: `text: 95588`.
inline constexpr ValueType kText{"text", R"({"type": ["string", "number"], "minLength": 1})"};
inline constexpr ValueType kTexts{
    "text, or a list (any of)",
    R"({"type": ["string", "number", "array"], "minLength": 1, "minItems": 1,
        "items": {"type": ["string", "number"], "minLength": 1}})"};
inline constexpr ValueType kBoolean{"`true` or `false`", R"({"type": "boolean"})"};
inline constexpr ValueType kDuration{"an integer and s, m, h or d: `30s`, `10m`",
                                     R"({"type": "string", "pattern": "^[0-9]+[smhd]$"})"};
inline constexpr ValueType kGlobs{
    "a name, or a list (any of); `*` any run, `?` one character",
    R"({"type": ["string", "number", "array"], "minLength": 1, "minItems": 1,
        "items": {"type": ["string", "number"], "minLength": 1}})"};
inline constexpr ValueType kList{
    "a list of entries, or `lists/NAME` (its files: see Lists)",
    R"({"type": ["string", "array"], "pattern": "^lists/[A-Za-z0-9_./-]+$", "minItems": 1,
        "items": {"type": ["string", "number"], "minLength": 1}})"};
inline constexpr ValueType kCondition{"a condition", R"({"$ref": "#/definitions/condition"})"};
inline constexpr ValueType kConditions{
    "a list of conditions",
    R"({"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/condition"}})"};

}  // namespace picket::predicates
