// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/rate.h"

#include <array>
#include <utility>

#include "filter/core/names.h"
#include "filter/predicates/facts.h"
#include "filter/predicates/leaf.h"
#include "filter/predicates/mapping_form.h"

namespace picket::predicates {
namespace {

using document::Node;

constexpr std::int64_t kMaxOver = 1'000'000'000;

// In the order of RateQuestion::Count and RateQuestion::By.
constexpr std::array<std::string_view, 3> kCountNames{"events", "distinct recipients",
                                                      "distinct senders"};
constexpr std::array<std::string_view, 6> kByNames{"sender",  "recipient", "route",
                                                   "content", "link_host", "sender_prefix"};
constexpr ValueType kCounts = one_of(kCountNames);
constexpr ValueType kKeys = one_of(kByNames);
constexpr ValueType kOver{"an integer from 0",
                          R"({"type": "integer", "minimum": 0, "maximum": 1000000000})"};

constexpr std::array kParameters{
    Parameter{"count", &kCounts, "What is counted.", true},
    Parameter{"by", &kKeys,
              "What counted events share with this one; `content`: squeezed, runs of digits and "
              "links masked; `link_host`: any of its links; `sender_prefix`: the sender less its "
              "last four digits. Where this one has none, the condition does not hold.",
              true},
    Parameter{"within", &kDuration, "How far back, up to this event's time, limit included.", true},
    Parameter{"over", &kOver, "Holds where the count is above it.", true},
    Parameter{"where", &kCondition,
              "What counted events meet, without `rate` and `after`; not said: every event of the "
              "rule's channel counts, blocked or not."},
};

// The first part of a condition that asks the memory; null where none does.
const Expression* find_remembering(const Expression& expression) noexcept {
  if (expression.test && expression.test->remembers()) return &expression;
  for (const Expression& child : expression.children) {
    if (const Expression* found = find_remembering(child)) return found;
  }
  return nullptr;
}

std::shared_ptr<const Expression> read_where(MappingForm& form, ParseContext& context) {
  const Node* node = form.find("where");
  if (node == nullptr) return nullptr;
  auto where = context.condition(*node);
  if (!where) {
    form.fail();
    return nullptr;
  }
  if (const Expression* found = find_remembering(*where)) {
    form.error(found->span, "nested-memory",
               "`where` cannot contain `" + std::string(found->predicate) + "`",
               "`where` looks at one event alone");
  }
  return std::make_shared<const Expression>(*std::move(where));
}

std::optional<Expression> parse(const Node& value, ParseContext& context) {
  MappingForm form(value, "rate", kParameters, context);
  const auto count = form.word("count", kCountNames);
  const auto by = form.word("by", kByNames);
  const auto within = form.duration("within");
  if (within && *within == std::chrono::seconds(0)) {
    form.error(form.find("within")->span, "out-of-range",
               form.what("within") + " must be above 0s");
  }
  const auto over = form.integer("over", 0, kMaxOver);
  auto where = read_where(form, context);
  if (!form.good()) return std::nullopt;
  RateQuestion question{static_cast<RateQuestion::Count>(*count),
                        static_cast<RateQuestion::By>(*by), *within,
                        static_cast<std::uint32_t>(*over), std::move(where)};
  // Events of the rule's channel are counted: equal words in rules of two channels are two tests.
  const std::string_view channel = context.any_channel() ? "any" : core::name_of(context.channel());
  return leaf("rate", value, std::make_shared<RateTest>(std::move(question)), channel);
}

}  // namespace

RateTest::RateTest(RateQuestion question) : question_(std::move(question)) {}

core::Truth RateTest::evaluate(Facts& facts) const noexcept {
  return facts.time() && has_key(facts) ? core::Truth::unknown : core::Truth::no;
}

bool RateTest::has_key(Facts& facts) const noexcept {
  switch (question_.by) {
    case RateQuestion::By::sender:
    case RateQuestion::By::sender_prefix:
      return facts.sender().kind() != core::NumberKind::withheld;
    case RateQuestion::By::recipient:
      return facts.recipient().kind() != core::NumberKind::withheld;
    case RateQuestion::By::route:
      return !facts.event().route.empty();
    case RateQuestion::By::content:
      return !facts.event().text.empty();
    case RateQuestion::By::link_host:
      return !facts.links().empty();
  }
  return false;
}

PredicateKind rate_kind() noexcept {
  return {.key = "rate",
          .help =
              "There were more than so many events in a window of time that end with this one, "
              "this one included.",
          .example = "rate: {count: distinct recipients, by: sender, within: 10m, over: 50}",
          .parameters = kParameters,
          .parse = parse};
}

}  // namespace picket::predicates
