// SPDX-License-Identifier: Apache-2.0
#include "tests/filter/ruleset/schema_check.h"

#include <algorithm>
#include <cstdlib>
#include <regex>
#include <stdexcept>

#include "filter/document/source.h"

namespace picket::test {
namespace {

using document::Node;

bool has_type(const Json& value, const std::string& type) {
  if (type == "number") return value.is_number();
  if (type == "integer") return value.is_number_integer();
  return type == value.type_name();
}

class Check {
 public:
  Check(const Json& value, const Json& schema, const Json& root)
      : value_(value), schema_(schema), root_(root) {}

  bool holds() const {
    if (schema_.is_boolean()) return schema_.get<bool>();
    return std::ranges::all_of(schema_.items(), [&](const auto& keyword) {
      return holds(keyword.key(), keyword.value());
    });
  }

 private:
  bool fits(const Json& schema) const { return test::fits(value_, schema, root_); }
  long count_fitting(const Json& schemas) const {
    return std::ranges::count_if(schemas, [&](const Json& schema) { return fits(schema); });
  }

  bool holds(const std::string& keyword, const Json& with) const {
    for (const std::string_view silent : {"$schema", "title", "description", "markdownDescription",
                                          "examples", "definitions", "then", "else"}) {
      if (keyword == silent) return true;
    }
    if (keyword == "$ref")
      return fits(root_.at(Json::json_pointer(with.get<std::string>().substr(1))));
    if (keyword == "enum") return std::ranges::find(with, value_) != with.end();
    if (keyword == "type") return type_holds(with);
    if (keyword == "allOf") return count_fitting(with) == std::ssize(with);
    if (keyword == "anyOf") return count_fitting(with) > 0;
    if (keyword == "oneOf") return count_fitting(with) == 1;
    if (keyword == "not") return !fits(with);
    if (keyword == "if") return fits(schema_.value(fits(with) ? "then" : "else", Json(true)));
    if (keyword == "minimum") return !value_.is_number() || value_ >= with;
    if (keyword == "maximum") return !value_.is_number() || value_ <= with;
    if (keyword == "minLength" || keyword == "pattern") return string_holds(keyword, with);
    if (keyword == "minItems" || keyword == "maxItems" || keyword == "items" ||
        keyword == "contains") {
      return list_holds(keyword, with);
    }
    return mapping_holds(keyword, with);
  }

  bool type_holds(const Json& with) const {
    if (with.is_string()) return has_type(value_, with);
    return std::ranges::any_of(with, [&](const Json& type) { return has_type(value_, type); });
  }

  bool string_holds(const std::string& keyword, const Json& with) const {
    if (!value_.is_string()) return true;
    const auto text = value_.get<std::string>();
    if (keyword == "minLength") return document::count_characters(text) >= with;
    return std::regex_search(text, std::regex(with.get<std::string>()));
  }

  bool list_holds(const std::string& keyword, const Json& with) const {
    if (!value_.is_array()) return true;
    if (keyword == "minItems") return value_.size() >= with;
    if (keyword == "maxItems") return value_.size() <= with;
    const auto item_fits = [&](const Json& item) { return test::fits(item, with, root_); };
    return keyword == "items" ? std::ranges::all_of(value_, item_fits)
                              : std::ranges::any_of(value_, item_fits);
  }

  bool mapping_holds(const std::string& keyword, const Json& with) const {
    const auto all_there = [&](const Json& keys) {
      return std::ranges::all_of(
          keys, [&](const Json& key) { return value_.contains(key.get<std::string>()); });
    };
    if (keyword == "minProperties") return !value_.is_object() || value_.size() >= with;
    if (keyword == "required") return !value_.is_object() || all_there(with);
    if (keyword == "properties") {
      return std::ranges::all_of(with.items(), [&](const auto& property) {
        return !value_.is_object() || !value_.contains(property.key()) ||
               test::fits(value_[property.key()], property.value(), root_);
      });
    }
    if (keyword == "additionalProperties" && with == false) {
      return !value_.is_object() || std::ranges::all_of(value_.items(), [&](const auto& property) {
        return schema_.at("properties").contains(property.key());
      });
    }
    if (keyword == "dependencies") {
      return std::ranges::all_of(with.items(), [&](const auto& dependency) {
        return !value_.is_object() || !value_.contains(dependency.key()) ||
               all_there(dependency.value());
      });
    }
    throw std::logic_error("a keyword that this check does not know: " + keyword);
  }

  const Json& value_;
  const Json& schema_;
  const Json& root_;
};

Json scalar_as_editors_see(const Node& node) {
  static const std::regex kInteger("[-+]?[0-9]+");
  static const std::regex kNumber("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  const std::string& text = node.scalar;
  if (node.quoted) return text;
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  if (text == "null" || text == "Null" || text == "NULL" || text == "~") return nullptr;
  if (std::regex_match(text, kInteger) && text.size() < 18) return std::stoll(text);
  if (std::regex_match(text, kNumber)) return std::strtod(text.c_str(), nullptr);
  return text;
}

}  // namespace

bool fits(const Json& value, const Json& schema, const Json& root) {
  return Check(value, schema, root).holds();
}

Json as_editors_see(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      return nullptr;
    case Node::Kind::scalar:
      return scalar_as_editors_see(node);
    case Node::Kind::list: {
      Json list = Json::array();
      for (const Node& item : node.items) list.push_back(as_editors_see(item));
      return list;
    }
    case Node::Kind::mapping:
      break;
  }
  Json mapping = Json::object();
  for (const Node::Entry& entry : node.entries) mapping[entry.key] = as_editors_see(entry.value);
  return mapping;
}

}  // namespace picket::test
