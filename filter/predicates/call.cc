// SPDX-License-Identifier: Apache-2.0
#include "filter/predicates/call.h"

#include <algorithm>
#include <array>
#include <utility>

#include "filter/core/glob.h"
#include "filter/core/names.h"
#include "filter/predicates/facts.h"
#include "filter/predicates/leaf.h"
#include "filter/predicates/mapping_form.h"

namespace picket::predicates {
namespace {

constexpr ValueType kAttestations = any_of(core::kAttestationNames);

constexpr std::array kParameters{
    Parameter{"attestation", &kAttestations,
              "How strongly the originating carrier vouches for the caller's number (SHAKEN); "
              "`none`: the call carries no attestation."},
    Parameter{"diverted", &kBoolean, "The call was diverted to the recipient."},
    Parameter{"user_agent", &kGlobs, "The calling device or software, as it names itself."},
};

struct CallParameters {
  std::uint32_t attestations = 0;  // a bit a core::Attestation; 0: not asked about
  std::optional<bool> diverted;
  std::vector<std::string> user_agents;  // globs; empty: not asked about
};

class CallTest final : public Test {
 public:
  explicit CallTest(CallParameters wanted) : wanted_(std::move(wanted)) {}

  core::Truth evaluate(Facts& facts) const noexcept override {
    const core::Event& event = facts.event();
    return core::truth_of(attestation_fits(event) &&
                          (!wanted_.diverted || event.call.diverted == wanted_.diverted) &&
                          user_agent_fits(event));
  }

 private:
  bool attestation_fits(const core::Event& event) const noexcept {
    if (wanted_.attestations == 0) return true;
    std::optional<core::Attestation> carried = event.call.attestation;
    // A call attempt that says nothing of one carries none; an outcome may just not tell.
    if (!carried && event.channel == core::Channel::call) carried = core::Attestation::none;
    return carried && (wanted_.attestations >> static_cast<unsigned>(*carried) & 1) != 0;
  }

  bool user_agent_fits(const core::Event& event) const noexcept {
    if (wanted_.user_agents.empty()) return true;
    if (!event.call.user_agent) return false;
    return std::ranges::any_of(wanted_.user_agents, [&](const std::string& glob) {
      return core::glob_matches(glob, *event.call.user_agent);
    });
  }

  CallParameters wanted_;
};

std::optional<Expression> parse(const document::Node& value, ParseContext& context) {
  MappingForm form(value, "call", kParameters, context);
  CallParameters wanted;
  wanted.attestations = form.word_set("attestation", core::kAttestationNames);
  wanted.diverted = form.boolean("diverted");
  for (const document::Text& glob : form.texts("user_agent")) {
    wanted.user_agents.emplace_back(glob.value);
  }
  if (!form.good()) return std::nullopt;
  return leaf("call", value, std::make_shared<CallTest>(std::move(wanted)));
}

}  // namespace

PredicateKind call_kind() noexcept {
  return {.key = "call",
          .help = "What the signalling of a call says; all keys hold.",
          .example = "call: {attestation: [C, none], diverted: true}",
          .parameters = kParameters,
          .parse = parse};
}

}  // namespace picket::predicates
