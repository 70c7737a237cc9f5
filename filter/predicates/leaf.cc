// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/leaf.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

namespace picket::predicates {
namespace {

using document::Node;

// Unambiguous: every scalar comes with its length. The order of a mapping's keys does not matter.
void append_canonical(const Node& node, std::string& out) {
  switch (node.kind) {
    case Node::Kind::null:
      out += '~';
      return;
    case Node::Kind::scalar:
      fmt::format_to(std::back_inserter(out), "{}:{}", node.scalar.size(), node.scalar);
      return;
    case Node::Kind::list:
      out += '[';
      for (const Node& item : node.items) append_canonical(item, out);
      out += ']';
      return;
    case Node::Kind::mapping:
      break;
  }
  std::vector<const Node::Entry*> entries;
  for (const Node::Entry& entry : node.entries) entries.push_back(&entry);
  std::ranges::sort(entries, {}, [](const Node::Entry* entry) { return entry->key; });
  out += '{';
  for (const Node::Entry* entry : entries) {
    fmt::format_to(std::back_inserter(out), "{}:{}", entry->key.size(), entry->key);
    append_canonical(entry->value, out);
  }
  out += '}';
}

}  // namespace

Expression leaf(std::string_view kind, const Node& value, std::shared_ptr<const Test> test,
                std::string_view more) {
  Expression expression;
  expression.kind = Expression::Kind::test;
  expression.test = std::move(test);
  expression.key = fmt::format("{} {} ", kind, more);
  append_canonical(value, expression.key);
  expression.span = value.span;
  expression.predicate = kind;
  return expression;
}

}  // namespace picket::predicates
