// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/combine.h"

#include <array>
#include <limits>
#include <utility>

#include "filter/document/typed.h"
#include "filter/predicates/mapping_form.h"

namespace picket::predicates {
namespace {

using document::Node;

constexpr std::array<const ValueType*, 1> kListForm{&kConditions};
constexpr std::array<const ValueType*, 1> kConditionForm{&kCondition};

constexpr ValueType kCount{"an integer, 1 to the number of conditions",
                           R"({"type": "integer", "minimum": 1})"};
constexpr std::array kAtLeastParameters{
    Parameter{"count", &kCount, "How many of the conditions must hold, or more.", true},
    Parameter{"of", &kConditions, "The conditions.", true},
};

// All errors of all entries are reported.
std::optional<Expression> parse_list(const Node& list, Expression::Kind kind, std::string_view what,
                                     ParseContext& context) {
  if (!document::expect_list(list, what, context)) return std::nullopt;
  Expression expression;
  expression.kind = kind;
  for (const Node& item : list.items) {
    if (auto child = context.condition(item)) expression.children.push_back(*std::move(child));
  }
  if (expression.children.size() != list.items.size()) return std::nullopt;
  return expression;
}

std::optional<Expression> parse_all(const Node& value, ParseContext& context) {
  return parse_list(value, Expression::Kind::all, "`all`", context);
}

std::optional<Expression> parse_any(const Node& value, ParseContext& context) {
  return parse_list(value, Expression::Kind::any, "`any`", context);
}

std::optional<Expression> parse_not(const Node& value, ParseContext& context) {
  auto child = context.condition(value);
  if (!child) return std::nullopt;
  Expression expression;
  expression.kind = Expression::Kind::negation;
  expression.children.push_back(*std::move(child));
  return expression;
}

std::optional<Expression> parse_at_least(const Node& value, ParseContext& context) {
  MappingForm form(value, "at_least", kAtLeastParameters, context);
  const Node* of = form.find("of");
  const bool is_list = of != nullptr && of->kind == Node::Kind::list && !of->items.empty();
  const auto most = is_list ? static_cast<std::int64_t>(of->items.size())
                            : std::int64_t{std::numeric_limits<std::uint32_t>::max()};
  const auto count = form.integer("count", 1, most);
  if (of == nullptr) return std::nullopt;
  auto expression = parse_list(*of, Expression::Kind::at_least, form.what("of"), context);
  if (!expression || !count || !form.good()) return std::nullopt;
  expression->count = static_cast<std::uint32_t>(*count);
  return expression;
}

}  // namespace

PredicateKind all_kind() noexcept {
  return {.key = "all",
          .help = "Every condition of the list holds.",
          .example =
              "all:\n"
              "  - text: 积分\n"
              "  - link: any",
          .short_forms = kListForm,
          .parse = parse_all};
}

PredicateKind any_kind() noexcept {
  return {.key = "any",
          .help = "At least one condition of the list holds.",
          .example =
              "any:\n"
              "  - sender: {kind: mobile}\n"
              "  - link: {shortener: true}",
          .short_forms = kListForm,
          .parse = parse_any};
}

PredicateKind not_kind() noexcept {
  return {.key = "not",
          .help =
              "The condition does not hold. What the event lacks does not hold, so `not` of it "
              "does.",
          .example = "not: {sender: {in: lists/bank-senders}}",
          .short_forms = kConditionForm,
          .parse = parse_not};
}

PredicateKind at_least_kind() noexcept {
  return {.key = "at_least",
          .help = "So many conditions of the list hold, or more.",
          .example =
              "at_least:\n"
              "  count: 2\n"
              "  of:\n"
              "    - text: [中奖, 恭喜]\n"
              "    - link: any\n"
              "    - contact: {kind: wechat}",
          .parameters = kAtLeastParameters,
          .parse = parse_at_least};
}

}  // namespace picket::predicates
