// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/outcome.h"

#include <array>

#include "filter/core/names.h"
#include "filter/predicates/facts.h"
#include "filter/predicates/leaf.h"
#include "filter/predicates/mapping_form.h"

namespace picket::predicates {
namespace {

constexpr ValueType kPhases = any_of(core::kPhaseNames);
constexpr ValueType kParties = any_of(core::kPartyNames);

constexpr std::array kParameters{
    Parameter{"phase", &kPhases, "`answered`: and still up; `ended`."},
    Parameter{"answered", &kBoolean, "Whether the call was answered."},
    Parameter{"ring_under", &kDuration, "It rang for less than that."},
    Parameter{"ring_over", &kDuration, "It rang for more than that."},
    Parameter{"duration_under", &kDuration, "It lasted less than that."},
    Parameter{"duration_over", &kDuration, "It lasted more than that."},
    Parameter{"released_by", &kParties, "Who ended it."},
};

// An open range: both limits are outside.
struct Range {
  std::optional<std::chrono::seconds> over;
  std::optional<std::chrono::seconds> under;

  // A value that the event lacks is in no range that has a limit.
  bool has(std::optional<double> seconds) const noexcept {
    if (!over && !under) return true;
    return seconds && (!over || *seconds > static_cast<double>(over->count())) &&
           (!under || *seconds < static_cast<double>(under->count()));
  }
};

struct OutcomeParameters {
  std::uint32_t phases = 0;  // a bit a core::Phase; 0: not asked about
  std::optional<bool> answered;
  Range ring;
  Range duration;
  std::uint32_t released_by = 0;  // a bit a core::Party; 0: not asked about
};

class OutcomeTest final : public Test {
 public:
  explicit OutcomeTest(const OutcomeParameters& wanted) : wanted_(wanted) {}

  core::Truth evaluate(Facts& facts) const noexcept override {
    const core::Event& event = facts.event();
    return core::truth_of(event.channel == core::Channel::outcome && fits(event.outcome));
  }

 private:
  bool fits(const core::OutcomeFacts& outcome) const noexcept {
    return (wanted_.phases == 0 || has(wanted_.phases, static_cast<unsigned>(outcome.phase))) &&
           (!wanted_.answered || is_answered(outcome) == wanted_.answered) &&
           wanted_.ring.has(outcome.ring_s) && wanted_.duration.has(outcome.duration_s) &&
           (wanted_.released_by == 0 ||
            (outcome.released_by &&
             has(wanted_.released_by, static_cast<unsigned>(*outcome.released_by))));
  }

  // A call whose phase is `answered` need not say so again.
  static std::optional<bool> is_answered(const core::OutcomeFacts& outcome) noexcept {
    if (!outcome.answered && outcome.phase == core::Phase::answered) return true;
    return outcome.answered;
  }

  static bool has(std::uint32_t set, unsigned bit) noexcept { return (set >> bit & 1) != 0; }

  OutcomeParameters wanted_;
};

// Both limits of `over`..`under`, which must leave something between them.
Range read_range(MappingForm& form, std::string_view over, std::string_view under) {
  const Range range{form.duration(over), form.duration(under)};
  if (range.over && range.under && *range.over >= *range.under) {
    form.error(form.key_span(under), "empty-range",
               form.what(under) + " leaves nothing above " + form.what(over));
  }
  return range;
}

std::optional<Expression> parse(const document::Node& value, ParseContext& context) {
  MappingForm form(value, "outcome", kParameters, context);
  OutcomeParameters wanted;
  wanted.phases = form.word_set("phase", core::kPhaseNames);
  wanted.answered = form.boolean("answered");
  wanted.ring = read_range(form, "ring_over", "ring_under");
  wanted.duration = read_range(form, "duration_over", "duration_under");
  wanted.released_by = form.word_set("released_by", core::kPartyNames);
  if (!form.good()) return std::nullopt;
  return leaf("outcome", value, std::make_shared<OutcomeTest>(wanted));
}

}  // namespace

PredicateKind outcome_kind() noexcept {
  return {.key = "outcome",
          .help =
              "How a call went, as its outcome tells; all keys hold. Limits of `over` and "
              "`under` are not included.",
          .example = "outcome: {answered: true, duration_under: 5s, released_by: callee}",
          .parameters = kParameters,
          .parse = parse};
}

}  // namespace picket::predicates
