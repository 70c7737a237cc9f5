// SPDX-License-Identifier: Apache-2.0
#include "tests/filter/predicates/condition.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "filter/document/reader.h"
#include "filter/document/typed.h"
#include "filter/match/pattern_set.h"
#include "filter/text/fold.h"

namespace picket::test {
namespace {

using core::Truth;
using predicates::Expression;

constexpr std::string_view kFile = "condition.yaml";

bool text_holds(const match::TextCondition& condition, const text::Views& views) {
  match::PatternSetBuilder builder;
  const match::ConditionId id = builder.add(condition);
  auto patterns = std::move(builder).compile();
  if (!patterns) throw std::logic_error(patterns.error().front().message);
  match::Scratch scratch(**patterns);
  const auto found = (*patterns)->scan(views, scratch);
  return std::ranges::find(found, id) != found.end() && (*patterns)->holds(id, views, scratch);
}

Truth evaluate(const Expression& expression, predicates::Facts& facts) {
  if (expression.kind == Expression::Kind::text) {
    return core::truth_of(text_holds(expression.text, facts.views()));
  }
  if (expression.kind == Expression::Kind::test) return expression.test->evaluate(facts);
  std::vector<Truth> parts;
  for (const Expression& child : expression.children) parts.push_back(evaluate(child, facts));
  std::ranges::sort(parts);
  switch (expression.kind) {
    case Expression::Kind::all:
      return parts.front();
    case Expression::Kind::any:
      return parts.back();
    case Expression::Kind::negation:
      return core::negate(parts.front());
    default:
      return parts.at(parts.size() - expression.count);
  }
}

}  // namespace

Parser::Parser(std::string lists) : directory_(std::move(lists)) {}

std::optional<Expression> Parser::parse(std::string_view yaml) {
  diagnostics_ = {};
  diagnostics_.know(kFile, yaml);
  const auto documents = document::read_documents(yaml, kFile, diagnostics_);
  if (documents.size() != 1) return std::nullopt;
  auto expression = condition(documents.front());
  // A parser that gives nothing must have said why, and one that complained gives nothing.
  EXPECT_EQ(expression.has_value(), !diagnostics_.has_errors()) << yaml;
  return expression;
}

std::vector<std::string> Parser::problems() const {
  std::vector<std::string> all;
  for (const document::Diagnostic& diagnostic : diagnostics_.all()) {
    const bool is_warning = diagnostic.severity == document::Severity::warning;
    all.push_back(std::to_string(diagnostic.span.begin.line) + ':' +
                  std::to_string(diagnostic.span.begin.column) + (is_warning ? " warning " : " ") +
                  diagnostic.code);
  }
  return all;
}

void Parser::report(document::Severity severity, const document::Span& at, std::string_view code,
                    std::string message, std::string help) {
  document::FileReporter(diagnostics_, kFile)
      .report(severity, at, code, std::move(message), std::move(help));
}

std::optional<Expression> Parser::condition(const document::Node& node) {
  if (!document::expect_mapping(node, "a condition", *this)) return std::nullopt;
  Expression all;
  for (const document::Node::Entry& entry : node.entries) {
    const predicates::PredicateKind* kind = predicates::find_predicate(entry.key);
    if (kind == nullptr) {
      error(entry.key_span, "unknown-key", "there is no condition `" + entry.key + "`");
      continue;
    }
    if (auto part = kind->parse(entry.value, *this)) {
      part->span = {entry.key_span.begin, entry.value.span.end};
      part->predicate = kind->key;
      all.children.push_back(*std::move(part));
    }
  }
  if (all.children.size() != node.entries.size()) return std::nullopt;
  if (all.children.size() == 1) return std::move(all.children.front());
  return all;
}

std::shared_ptr<const lists::NumberList> Parser::numbers(const document::Node& node) {
  return lists::ListLoader(store_, directory_, diagnostics_).numbers(node, *this);
}

std::shared_ptr<const lists::HostList> Parser::hosts(const document::Node& node) {
  return lists::ListLoader(store_, directory_, diagnostics_).hosts(node, *this);
}

Condition::Condition(std::string_view yaml, std::string lists) {
  Parser parser(std::move(lists));
  expression_ = parser.parse(yaml);
  if (expression_) return;
  std::string said(yaml);
  for (const document::Diagnostic& diagnostic : parser.diagnostics().all()) {
    said += '\n' + document::render(diagnostic);
  }
  throw std::logic_error(said);
}

Truth Condition::truth(const core::Event& event) const {
  text::Folder folder;
  predicates::Facts facts(text::Spellings::built_in());
  facts.begin(event, folder.fold(event.text));
  return evaluate(*expression_, facts);
}

bool Condition::holds(std::string_view text) const { return holds(sms(text)); }

std::string Condition::evidence(std::string_view text) const {
  text::Folder folder;
  predicates::Facts facts(text::Spellings::built_in());
  const core::Event event = sms(text);
  const text::Views& views = folder.fold(event.text, (1 << text::kViewKinds) - 1);
  facts.begin(event, views);
  const auto stretch = expression_->test->evidence(facts);
  if (!stretch) return {};
  // Every character of the original is one of `raw`.
  const text::View& raw = views[text::ViewKind::raw];
  std::string found;
  for (std::uint32_t byte = 0; byte < raw.bytes.size(); ++byte) {
    const std::uint32_t character = raw.character_at(byte + 1) - 1;
    if (character >= stretch->begin && character < stretch->end) found += raw.bytes[byte];
  }
  return found;
}

core::Event sms(std::string_view text) {
  core::Event event;
  event.text = text;
  event.from.text = "+8613900000001";
  event.to.text = "+8613900000002";
  return event;
}

core::Event sms_from(std::string_view sender) {
  core::Event event = sms("text");
  event.from.text = sender;
  return event;
}

core::Event event_of(core::Channel channel) {
  core::Event event = sms("");
  event.channel = channel;
  return event;
}

}  // namespace picket::test
