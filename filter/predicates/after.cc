// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/after.h"

#include <array>
#include <utility>

#include "filter/core/names.h"
#include "filter/predicates/facts.h"
#include "filter/predicates/leaf.h"
#include "filter/predicates/mapping_form.h"

namespace picket::predicates {
namespace {

// In the order of AfterQuestion::By.
constexpr std::array<std::string_view, 2> kByNames{"recipient", "sender"};
constexpr ValueType kBy = one_of(kByNames);
constexpr ValueType kChannels = any_of(core::kChannelNames);

constexpr std::array kParameters{
    Parameter{"by", &kBy, "Who the two events have in common."},
    Parameter{"channel", &kChannels, "What the earlier event was."},
    Parameter{"rule", &kTexts, "Id of an enforced or shadow rule that hit it."},
    Parameter{"category", &kTexts, "Category of an enforced or shadow rule that hit it."},
    Parameter{"min_duration", &kDuration,
              "It was a call that lasted so long, at its outcome's time, or one answered that long "
              "ago and still up."},
    Parameter{"within", &kDuration, "How far back, up to this event's time, limit included.", true},
};

std::optional<Expression> parse(const document::Node& value, ParseContext& context) {
  MappingForm form(value, "after", kParameters, context);
  AfterQuestion question;
  question.by = static_cast<AfterQuestion::By>(form.word("by", kByNames).value_or(0));
  question.channels = form.word_set("channel", core::kChannelNames);
  for (const document::Text& rule : form.texts("rule")) {
    question.rules.emplace_back(rule.value);
    context.mention_rule(rule);
  }
  for (const document::Text& category : form.texts("category")) {
    question.categories.emplace_back(category.value);
  }
  question.min_duration = form.duration("min_duration");
  const auto within = form.duration("within");
  if (within && *within == std::chrono::seconds(0)) {
    form.error(form.find("within")->span, "out-of-range",
               form.what("within") + " must be above 0s");
  }
  if (!form.good()) return std::nullopt;
  question.within = *within;
  return leaf("after", value, std::make_shared<AfterTest>(std::move(question)));
}

}  // namespace

AfterTest::AfterTest(AfterQuestion question) : question_(std::move(question)) {}

core::Truth AfterTest::evaluate(Facts& facts) const noexcept {
  const core::Number& party =
      question_.by == AfterQuestion::By::sender ? facts.sender() : facts.recipient();
  const bool has_key = party.kind() != core::NumberKind::withheld;
  return facts.time() && has_key ? core::Truth::unknown : core::Truth::no;
}

PredicateKind after_kind() noexcept {
  return {.key = "after",
          .help =
              "Some event judged before this one, and not blocked, has the same recipient (or "
              "sender) and meets all keys.",
          .example = "after: {rule: call.foreign-long, within: 30m}",
          .parameters = kParameters,
          .parse = parse};
}

}  // namespace picket::predicates
