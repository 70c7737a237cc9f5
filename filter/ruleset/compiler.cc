// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/compiler.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "filter/ruleset/trigger.h"

namespace picket::ruleset {
namespace {

using predicates::Expression;
using predicates::Test;

// How dear a condition is to evaluate, compared with its neighbours: text has been scanned by then,
// links and contacts may have to be found, the memory is asked last.
unsigned cost_of(const Expression& expression) {
  switch (expression.kind) {
    case Expression::Kind::text:
      return 2;
    case Expression::Kind::test:
      if (expression.test->remembers()) return 1000;
      return expression.test->needs() == Test::Needs::nothing ? 1 : 10;
    default:
      break;
  }
  unsigned cost = 1;
  for (const Expression& child : expression.children) cost += cost_of(child);
  return cost;
}

std::vector<const Expression*> cheap_first(const std::vector<Expression>& children) {
  std::vector<const Expression*> sorted;
  for (const Expression& child : children) sorted.push_back(&child);
  std::ranges::stable_sort(sorted, {}, [](const Expression* child) { return cost_of(*child); });
  return sorted;
}

Step::Op op_of(Expression::Kind kind) noexcept {
  switch (kind) {
    case Expression::Kind::text:
      return Step::Op::text;
    case Expression::Kind::test:
      return Step::Op::test;
    case Expression::Kind::all:
      return Step::Op::all;
    case Expression::Kind::any:
      return Step::Op::any;
    case Expression::Kind::negation:
      return Step::Op::negation;
    case Expression::Kind::at_least:
      return Step::Op::at_least;
  }
  return Step::Op::all;
}

bool remembers(const Expression& expression) {
  if (expression.kind == Expression::Kind::test) return expression.test->remembers();
  return std::ranges::any_of(expression.children, remembers);
}

}  // namespace

Compiler::Compiler(document::Diagnostics& diagnostics, bool keep_texts)
    : diagnostics_(diagnostics), keep_texts_(keep_texts), ruleset_(new Ruleset) {}

std::shared_ptr<const Ruleset> Compiler::compile(std::vector<ParsedRule> rules,
                                                 text::Spellings spellings, std::string digest,
                                                 bool inactive) && {
  // The order in which rules decide and are listed.
  std::ranges::sort(rules, {}, [](const ParsedRule& parsed) {
    return std::tuple(precedence(parsed.rule), std::string_view(parsed.rule.id));
  });
  ruleset_->digest_ = std::move(digest);
  ruleset_->spellings_ = std::move(spellings);
  for (ParsedRule& parsed : rules) {
    parsed.rule.remembers =
        remembers(*parsed.match) || (parsed.unless && remembers(*parsed.unless));
    if (inactive || parsed.rule.active()) add_rule(parsed);
  }
  if (!compile_patterns()) return nullptr;
  for (ParsedRule& parsed : rules) ruleset_->rules_.push_back(std::move(parsed.rule));
  file_rules(rules);
  return std::move(ruleset_);
}

void Compiler::add_rule(ParsedRule& parsed) {
  const auto here = [&] { return static_cast<std::uint32_t>(ruleset_->program_.size()); };
  parsed.rule.match_begin = here();
  emit(*parsed.match, parsed.rule);
  parsed.rule.unless_begin = here();
  if (parsed.unless) emit(*parsed.unless, parsed.rule);
  parsed.rule.end = here();
}

void Compiler::emit(const Expression& expression, const Rule& rule) {
  const std::size_t at = ruleset_->program_.size();
  Step step;
  step.op = op_of(expression.kind);
  step.place = static_cast<std::uint32_t>(ruleset_->places_.size());
  if (step.op == Step::Op::text) step.operand = text_leaf(expression, rule);
  if (step.op == Step::Op::test) step.operand = test_leaf(expression);
  if (step.op == Step::Op::at_least) step.operand = expression.count;
  ruleset_->places_.push_back({expression.span, expression.predicate});
  ruleset_->program_.push_back(step);
  for (const Expression* child : cheap_first(expression.children)) emit(*child, rule);
  ruleset_->program_[at].end = static_cast<std::uint32_t>(ruleset_->program_.size());
}

std::uint32_t Compiler::text_leaf(const Expression& expression, const Rule& rule) {
  const match::ConditionId id = patterns_.add(expression.text);
  if (id == text_sources_.size()) {
    text_sources_.push_back({rule.file, expression.span});
    if (keep_texts_) ruleset_->texts_.push_back(expression.text);
  }
  return id;
}

std::uint32_t Compiler::test_leaf(const Expression& expression) {
  const auto next = static_cast<std::uint32_t>(ruleset_->tests_.size());
  const auto [known, is_new] = tests_by_key_.emplace(expression.key, next);
  if (is_new) ruleset_->tests_.push_back(expression.test);
  return known->second;
}

bool Compiler::compile_patterns() {
  const auto reporter = [&](match::ConditionId id) {
    return document::FileReporter(diagnostics_, text_sources_[id].file);
  };
  auto compiled = std::move(patterns_).compile();
  if (!compiled) {
    for (const match::CompileError& error : compiled.error()) {
      reporter(error.condition)
          .error(text_sources_[error.condition].span, "pattern", error.message);
    }
    return false;
  }
  ruleset_->patterns_ = *std::move(compiled);
  ruleset_->views_needed_ = ruleset_->patterns_->views_needed();
  const auto asks_for_contact = [](const std::shared_ptr<const Test>& test) {
    return test->needs() == Test::Needs::a_contact;
  };
  if (std::ranges::any_of(ruleset_->tests_, asks_for_contact)) {
    ruleset_->views_needed_ |= text::view_bit(text::ViewKind::squeezed);
  }
  for (match::ConditionId id = 0; id < text_sources_.size(); ++id) {
    if (ruleset_->patterns_->finder(id) != match::Finder::every_text) continue;
    reporter(id).warning(text_sources_[id].span, "slow-regex",
                         "this regex is run on every text: nothing in it can be searched for",
                         "write it with phrases, or let it begin with something rarer");
  }
  return true;
}

void Compiler::file_rules(const std::vector<ParsedRule>& rules) {
  std::vector<std::vector<RuleIndex>> by_text(ruleset_->patterns_->condition_count());
  for (RuleIndex index = 0; index < rules.size(); ++index) {
    if (ruleset_->rules_[index].compiled()) file_rule(index, rules[index].match_span, by_text);
    ruleset_->by_id_.push_back(index);
  }
  std::ranges::sort(ruleset_->by_id_, {},
                    [&](RuleIndex index) { return std::string_view(ruleset_->rules_[index].id); });
  ruleset_->text_first_.push_back(0);
  for (const std::vector<RuleIndex>& filed : by_text) {
    ruleset_->text_rules_.insert(ruleset_->text_rules_.end(), filed.begin(), filed.end());
    ruleset_->text_first_.push_back(static_cast<std::uint32_t>(ruleset_->text_rules_.size()));
  }
}

void Compiler::file_rule(RuleIndex index, const document::Span& match,
                         std::vector<std::vector<RuleIndex>>& by_text) {
  const Rule& rule = ruleset_->rules_[index];
  const auto trigger =
      trigger_of(ruleset_->program_, rule.match_begin, {*ruleset_->patterns_, ruleset_->tests_});
  const bool about_texts = (rule.channels & channel_bit(core::Channel::sms)) != 0;
  if (!trigger && about_texts && rule.status != Status::retired) {
    document::FileReporter(diagnostics_, rule.file)
        .warning(
            match, "no-trigger",
            fmt::format("`{}` is evaluated for every event: nothing must be in the text", rule.id),
            "add a `text`, `link` or `contact` condition that must hold, or a `sender` or "
            "`recipient` by name, where there is one");
  }
  if (!rule.active()) return;
  if (trigger && !trigger->a_party) {
    for (const match::ConditionId id : trigger->texts) by_text[id].push_back(index);
    const auto file = [&](Test::Needs needs) {
      ruleset_->by_needs_[static_cast<std::size_t>(needs)].push_back(index);
    };
    if (trigger->a_link) file(Test::Needs::a_link);
    if (trigger->a_contact) file(Test::Needs::a_contact);
    return;
  }
  for (std::size_t channel = 0; channel < ruleset_->always_.size(); ++channel) {
    if ((rule.channels & channel_bit(static_cast<core::Channel>(channel))) != 0) {
      ruleset_->always_[channel].push_back(index);
    }
  }
}

}  // namespace picket::ruleset
