// SPDX-License-Identifier: Apache-2.0
#include "filter/ruleset/rule_keys.h"

#include <algorithm>
#include <array>

namespace picket::ruleset {
namespace {

using predicates::kBoolean;
using predicates::kCondition;
using predicates::kGlobs;
using predicates::kText;
using predicates::kTexts;
using predicates::one_of;
using predicates::ValueType;

constexpr ValueType kId{"two or more parts of `a-z 0-9 -`, divided by dots",
                        R"({"type": "string", "pattern": "^[a-z0-9-]+(\\.[a-z0-9-]+)+$"})"};
constexpr ValueType kRev{"an integer from 1", R"({"type": "integer", "minimum": 1})"};
constexpr ValueType kStatus = one_of(kStatusWords);
constexpr ValueType kChannel = one_of(kRuleChannelWords);
constexpr ValueType kRisk = one_of(kRiskWords);
constexpr ValueType kAction = one_of(core::kActionNames);
constexpr ValueType kBasis = one_of(core::kBasisNames);
constexpr ValueType kScore{"an integer, 1 to 100",
                           R"({"type": "integer", "minimum": 1, "maximum": 100})"};
constexpr ValueType kDate{"`YYYY-MM-DD`",
                          R"({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})"};
constexpr ValueType kRollout{"a mapping, see below", R"({"$ref": "#/definitions/rollout"})"};
constexpr ValueType kPercent{"an integer, 1 to 100",
                             R"({"type": "integer", "minimum": 1, "maximum": 100})"};
constexpr ValueType kTests{
    "a list of tests",
    R"({"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/test"}})"};
constexpr ValueType kEvents{
    "a list of events",
    R"({"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/test_event"}})"};
constexpr ValueType kCall{"a mapping, see below", R"({"$ref": "#/definitions/test_call_fields"})"};
constexpr ValueType kOutcome{"a mapping, see below",
                             R"({"$ref": "#/definitions/test_outcome_fields"})"};
// Also empty, if in quotes.
constexpr ValueType kField{"text", R"({"type": ["string", "number"]})"};
constexpr ValueType kTime{"RFC 3339 with an offset", R"({"type": "string"})"};
constexpr ValueType kRepeat{"an integer from 1", R"({"type": "integer", "minimum": 1})"};
constexpr ValueType kSeconds{"a number from 0", R"({"type": "number", "minimum": 0})"};
constexpr ValueType kEventChannel = one_of(core::kChannelNames);
constexpr ValueType kAttestation = one_of(core::kAttestationNames);
constexpr ValueType kPhase = one_of(core::kPhaseNames);
constexpr ValueType kParty = one_of(core::kPartyNames);

constexpr std::array kRuleKeys{
    RuleKey{"id", &kId, "The rule's name in decisions and logs; unique in the ruleset.",
            Presence::required},
    RuleKey{"rev", &kRev, "Counted up whenever what the rule does changes.", Presence::required},
    RuleKey{"title", &kText, "What the rule is about, in one line.", Presence::required},
    RuleKey{"status", &kStatus,
            "`draft`, `retired`: not evaluated on traffic; `shadow`: evaluated and reported, never "
            "acts; `enforce`: acts.",
            Presence::required},
    RuleKey{"rollout", &kRollout,
            "The part of the events on which the rule acts already; on the others a hit is "
            "reported under `shadow`.",
            Presence::only_enforced},
    RuleKey{"channel", &kChannel,
            "The events it is about: `sms`, `call` (the attempt), `outcome` (what a call's end "
            "tells), `any` (sms and call).",
            Presence::required},
    RuleKey{"category", &kText, "The kind of fraud, dotted: `impersonation.bank`.",
            Presence::required},
    RuleKey{"risk", &kRisk, "How bad it is for the victim if the rule is right.",
            Presence::unless_allow},
    RuleKey{"action", &kAction,
            "What a hit does: `allow`, `warn`, `block`, or `score`, which adds up to a warning "
            "from 50 and a block from 100.",
            Presence::required},
    RuleKey{"score", &kScore, "Points that a hit adds; with `action: score` only.",
            Presence::with_score},
    RuleKey{"basis", &kBasis,
            "What the rule rests on; `analytics` if not said. A block by `order` comes before "
            "everything else."},
    RuleKey{"why", &kText, "Why a hit is fraud, for whoever has to answer for it.",
            Presence::required},
    RuleKey{"match", &kCondition, "The rule hits where this holds ...", Presence::required},
    RuleKey{"unless", &kCondition, "... and this does not."},
    RuleKey{"owner", &kText, "Who looks after the rule."},
    RuleKey{"since", &kDate, "When the fraud was first seen."},
    RuleKey{"expires", &kDate,
            "From 00:00 of that day in Asia/Shanghai the rule is as if retired."},
    RuleKey{"references", &kTexts, "Where more is said of it."},
    RuleKey{"false_positives", &kTexts, "What honest messages it may hit."},
    RuleKey{"tests", &kTests, "Events that it hits and that it misses, at least one of each.",
            Presence::unless_inactive},
};

constexpr std::array kRolloutKeys{
    RuleKey{"percent", &kPercent,
            "So many in a hundred recipients, always the same ones; a higher number keeps those of "
            "a lower. An event without a recipient is outside."},
    RuleKey{"routes", &kGlobs, "Events of these routes. With `percent`, both must hold."},
};

constexpr std::array kEventFields{
    RuleKey{"from", &kField, "The sender; +8613900000001 if not said."},
    RuleKey{"to", &kField, "The recipient; +8613900000002 if not said."},
    RuleKey{"route", &kField, "The route; `test` if not said."},
    RuleKey{"time", &kTime,
            "2026-01-05T12:00:00+08:00 if not said, each next event a second later."},
    RuleKey{"text", &kField, "The text."},
    RuleKey{"call", &kCall, "What the signalling says."},
    RuleKey{"outcome", &kOutcome, "How the call went."},
};
constexpr std::array kTestOnly{
    RuleKey{"hit", &kText, "The rule must hit the event (the last one); what the test is about."},
    RuleKey{"miss", &kText, "The rule must not hit it; what the test is about."},
    RuleKey{"events", &kEvents, "Several events in place of one; the last one is judged."},
};
constexpr std::array kTestEventOnly{
    RuleKey{"channel", &kEventChannel, "The rule's channel if not said (`any`: sms)."},
    RuleKey{"repeat", &kRepeat, "So many events, `{n}` in a value being 001, 002 and so on."},
};
constexpr std::array kCallFields{
    RuleKey{"attestation", &kAttestation, "What the caller's carrier attests."},
    RuleKey{"diverted", &kBoolean, "Whether the call was diverted."},
    RuleKey{"user_agent", &kField, "What calls."},
};
constexpr std::array kOutcomeFields{
    RuleKey{"phase", &kPhase, "`ended` if not said."},
    RuleKey{"answered", &kBoolean, "Whether it was answered."},
    RuleKey{"ring_s", &kSeconds, "How long it rang."},
    RuleKey{"duration_s", &kSeconds, "How long it lasted."},
    RuleKey{"released_by", &kParty, "Who ended it."},
};

template <std::size_t N, std::size_t M>
constexpr std::array<RuleKey, N + M> joined(const std::array<RuleKey, N>& first,
                                            const std::array<RuleKey, M>& second) {
  std::array<RuleKey, N + M> all{};
  std::ranges::copy(second, std::ranges::copy(first, all.begin()).out);
  return all;
}
constexpr auto kTestKeys = joined(kTestOnly, kEventFields);
constexpr auto kTestEventKeys = joined(kTestEventOnly, kEventFields);

template <std::size_t N>
constexpr std::array<std::string_view, N> names_of(const std::array<RuleKey, N>& keys) {
  std::array<std::string_view, N> names;
  std::ranges::transform(keys, names.begin(), &RuleKey::key);
  return names;
}
constexpr auto kRuleKeyNames = names_of(kRuleKeys);
constexpr auto kRolloutKeyNames = names_of(kRolloutKeys);

}  // namespace

std::span<const RuleKey> rule_keys() noexcept { return kRuleKeys; }
std::span<const std::string_view> rule_key_names() noexcept { return kRuleKeyNames; }
std::span<const RuleKey> rollout_keys() noexcept { return kRolloutKeys; }
std::span<const std::string_view> rollout_key_names() noexcept { return kRolloutKeyNames; }
std::span<const RuleKey> test_keys() noexcept { return kTestKeys; }
std::span<const RuleKey> test_event_keys() noexcept { return kTestEventKeys; }
std::span<const RuleKey> test_call_keys() noexcept { return kCallFields; }
std::span<const RuleKey> test_outcome_keys() noexcept { return kOutcomeFields; }

}  // namespace picket::ruleset
