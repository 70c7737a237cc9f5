// SPDX-License-Identifier: Apache-2.0
#include "tools/picket/rule_changes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "filter/document/reader.h"
#include "filter/ruleset/files.h"

namespace picket::tool {
namespace {

using document::Node;
using nlohmann::json;

constexpr std::array<std::string_view, 11> kNotWhatItDoes{
    "rev",   "status", "rollout",    "expires",         "title", "why",
    "owner", "since",  "references", "false_positives", "tests"};

struct Source {
  std::uint32_t rev = 0;
  std::string status;
  std::string file;
  std::uint32_t line = 0;
  std::string does;
};

// Keys sorted, and however scalars are quoted.
json canonical(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null:
      return nullptr;
    case Node::Kind::scalar:
      return node.scalar;
    case Node::Kind::list: {
      json list = json::array();
      for (const Node& item : node.items) list.push_back(canonical(item));
      return list;
    }
    case Node::Kind::mapping:
      break;
  }
  json mapping = json::object();
  for (const Node::Entry& entry : node.entries) mapping[entry.key] = canonical(entry.value);
  return mapping;
}

std::string what_it_does(const Node& rule) {
  json content = canonical(rule);
  for (const std::string_view key : kNotWhatItDoes) content.erase(std::string(key));
  return content.dump();
}

std::string scalar_of(const Node& rule, std::string_view key) {
  const Node* value = rule.find(key);
  return value == nullptr ? "" : value->scalar;
}

std::uint32_t number(std::string_view digits) noexcept {
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::map<std::string, Source> sources_of(const std::string& directory) {
  document::Diagnostics ignored;  // the directory was loaded before
  std::map<std::string, Source> sources;
  for (const ruleset::SourceFile& file : ruleset::find_rule_files(directory, ignored)) {
    const auto text = document::load_file(file.path, ignored);
    if (!text) continue;
    for (const Node& rule : document::read_documents(*text, file.path, ignored)) {
      sources[scalar_of(rule, "id")] = {number(scalar_of(rule, "rev")), scalar_of(rule, "status"),
                                        file.path, rule.span.begin.line, what_it_does(rule)};
    }
  }
  return sources;
}

// Nothing where the two are the same to whoever reads decisions.
std::optional<RuleChange::Kind> difference(const Source& before, const Source& after) {
  if (before.does != after.does) return RuleChange::Kind::changed;
  if (before.status != after.status) return RuleChange::Kind::moved;
  if (before.rev != after.rev) return RuleChange::Kind::only_rev;
  return std::nullopt;
}

}  // namespace

std::vector<RuleChange> rule_changes(const std::string& old_directory,
                                     const std::string& new_directory) {
  using Kind = RuleChange::Kind;
  const std::map<std::string, Source> before = sources_of(old_directory);
  const std::map<std::string, Source> after = sources_of(new_directory);
  std::vector<RuleChange> changes;
  for (const auto& [id, source] : before) {
    const auto found = after.find(id);
    if (found == after.end()) {
      changes.push_back(
          {Kind::removed, id, source.rev, 0, source.status, "", source.file, source.line});
    } else if (const auto kind = difference(source, found->second)) {
      changes.push_back({*kind, id, source.rev, found->second.rev, source.status,
                         found->second.status, found->second.file, found->second.line});
    }
  }
  for (const auto& [id, source] : after) {
    if (before.contains(id)) continue;
    changes.push_back(
        {Kind::added, id, 0, source.rev, "", source.status, source.file, source.line});
  }
  std::ranges::sort(changes, {}, &RuleChange::id);
  return changes;
}

}  // namespace picket::tool
