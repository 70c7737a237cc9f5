// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/rule_context.h"

#include <fmt/format.h>

#include <vector>

#include "filter/document/typed.h"

namespace picket::ruleset {
namespace {

using predicates::Expression;
using predicates::PredicateKind;

std::vector<std::string_view> predicate_keys() {
  std::vector<std::string_view> keys;
  for (const PredicateKind& kind : predicates::registry()) keys.push_back(kind.key);
  return keys;
}

std::optional<Expression> parse_entry(const document::Node::Entry& entry, RuleContext& context) {
  const PredicateKind* kind = predicates::find_predicate(entry.key);
  if (kind == nullptr) {
    const auto near = document::did_you_mean(entry.key, predicate_keys());
    context.error(entry.key_span, "unknown-key",
                  fmt::format("there is no condition `{}`", entry.key),
                  near ? fmt::format("did you mean `{}`?", *near)
                       : fmt::format("conditions are: {}", fmt::join(predicate_keys(), ", ")));
    return std::nullopt;
  }
  std::optional<Expression> expression = kind->parse(entry.value, context);
  if (!expression) return std::nullopt;
  expression->span = {entry.key_span.begin, entry.value.span.end};
  expression->predicate = kind->key;
  if (expression->test && expression->test->remembers()) {
    context.warning(entry.key_span, "not-built-yet",
                    fmt::format("`{}` is not built yet: it is unknown of every event", kind->key),
                    "a rule that needs it does not hit, and its tests are skipped");
  }
  return expression;
}

}  // namespace

core::Channel RuleContext::channel() const noexcept {
  switch (channel_) {
    case RuleChannel::call:
      return core::Channel::call;
    case RuleChannel::outcome:
      return core::Channel::outcome;
    default:
      return core::Channel::sms;
  }
}

void RuleContext::report(document::Severity severity, const document::Span& at,
                         std::string_view code, std::string message, std::string help) {
  reporter_.report(severity, at, code, std::move(message), std::move(help));
}

std::optional<Expression> RuleContext::condition(const document::Node& node) {
  if (!document::expect_mapping(node, "a condition", *this)) return std::nullopt;
  Expression all;
  all.kind = Expression::Kind::all;
  all.span = node.span;
  all.predicate = "all";
  for (const document::Node::Entry& entry : node.entries) {
    if (auto part = parse_entry(entry, *this)) all.children.push_back(*std::move(part));
  }
  if (all.children.size() != node.entries.size()) return std::nullopt;
  if (all.children.size() > 1) return all;
  return std::move(all.children.front());
}

void RuleContext::note_list(const document::Node& node) {
  if (node.kind == document::Node::Kind::scalar) lists_.push_back(node.scalar);
}

std::shared_ptr<const lists::NumberList> RuleContext::numbers(const document::Node& node) {
  note_list(node);
  return sources_.lists.numbers(node, *this);
}

std::shared_ptr<const lists::HostList> RuleContext::hosts(const document::Node& node) {
  note_list(node);
  return sources_.lists.hosts(node, *this);
}

}  // namespace picket::ruleset
