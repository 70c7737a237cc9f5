// SPDX-License-Identifier: Apache-2.0
#include "filter/core/names.h"

#include <array>
#include <cstddef>

namespace picket::core {
namespace {

// Words of one enumeration, in the order of its values.
template <class Enum, std::size_t N>
struct Words {
  std::array<std::string_view, N> words;

  constexpr std::string_view of(Enum value) const noexcept {
    return words[static_cast<std::size_t>(value)];
  }
  constexpr std::optional<Enum> find(std::string_view word) const noexcept {
    for (std::size_t i = 0; i < N; ++i) {
      if (words[i] == word) return static_cast<Enum>(i);
    }
    return std::nullopt;
  }
};

constexpr Words<Channel, 3> kChannels{{"sms", "call", "outcome"}};
constexpr Words<Attestation, 4> kAttestations{{"none", "A", "B", "C"}};
constexpr Words<Phase, 2> kPhases{{"answered", "ended"}};
constexpr Words<Party, 3> kParties{{"caller", "callee", "network"}};
constexpr Words<Verdict, 3> kVerdicts{{"allow", "warn", "block"}};
constexpr Words<Action, 4> kActions{{"allow", "warn", "block", "score"}};
constexpr Words<Risk, 5> kRisks{{"none", "low", "medium", "high", "critical"}};
constexpr Words<Basis, 4> kBases{{"analytics", "list", "subscriber", "order"}};
constexpr Words<NumberKind, 7> kNumberKinds{
    {"mobile", "fixed", "short_code", "alphanumeric", "international", "withheld", "invalid"}};

// Every word is at the place of its value.
static_assert(kChannels.of(Channel::outcome) == "outcome");
static_assert(kAttestations.of(Attestation::c) == "C");
static_assert(kPhases.of(Phase::ended) == "ended");
static_assert(kParties.of(Party::network) == "network");
static_assert(kVerdicts.of(Verdict::block) == "block");
static_assert(kActions.of(Action::score) == "score");
static_assert(kRisks.of(Risk::critical) == "critical");
static_assert(kBases.of(Basis::order) == "order");
static_assert(kNumberKinds.of(NumberKind::invalid) == "invalid");

}  // namespace

std::string_view name_of(Channel channel) noexcept { return kChannels.of(channel); }
std::string_view name_of(Attestation attestation) noexcept { return kAttestations.of(attestation); }
std::string_view name_of(Phase phase) noexcept { return kPhases.of(phase); }
std::string_view name_of(Party party) noexcept { return kParties.of(party); }
std::string_view name_of(Verdict verdict) noexcept { return kVerdicts.of(verdict); }
std::string_view name_of(Action action) noexcept { return kActions.of(action); }
std::string_view name_of(Risk risk) noexcept { return kRisks.of(risk); }
std::string_view name_of(Basis basis) noexcept { return kBases.of(basis); }
std::string_view name_of(NumberKind kind) noexcept { return kNumberKinds.of(kind); }

std::optional<Channel> parse_channel(std::string_view word) noexcept {
  return kChannels.find(word);
}
std::optional<Attestation> parse_attestation(std::string_view word) noexcept {
  return kAttestations.find(word);
}
std::optional<Phase> parse_phase(std::string_view word) noexcept { return kPhases.find(word); }
std::optional<Party> parse_party(std::string_view word) noexcept { return kParties.find(word); }
std::optional<Verdict> parse_verdict(std::string_view word) noexcept {
  return kVerdicts.find(word);
}
std::optional<Action> parse_action(std::string_view word) noexcept { return kActions.find(word); }
std::optional<Risk> parse_risk(std::string_view word) noexcept { return kRisks.find(word); }
std::optional<Basis> parse_basis(std::string_view word) noexcept { return kBases.find(word); }
std::optional<NumberKind> parse_number_kind(std::string_view word) noexcept {
  return kNumberKinds.find(word);
}

}  // namespace picket::core
