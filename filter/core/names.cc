// SPDX-License-Identifier: Apache-2.0
#include "filter/core/names.h"

#include <array>
#include <cstddef>

namespace picket::core {
namespace {

// Every word is at the place of its value.
template <class Enum, std::size_t N>
constexpr std::string_view word_of(const std::array<std::string_view, N>& words,
                                   Enum value) noexcept {
  return words[static_cast<std::size_t>(value)];
}
static_assert(word_of(kChannelNames, Channel::outcome) == "outcome");
static_assert(word_of(kAttestationNames, Attestation::c) == "C");
static_assert(word_of(kPhaseNames, Phase::ended) == "ended");
static_assert(word_of(kPartyNames, Party::network) == "network");
static_assert(word_of(kVerdictNames, Verdict::block) == "block");
static_assert(word_of(kActionNames, Action::score) == "score");
static_assert(word_of(kRiskNames, Risk::critical) == "critical");
static_assert(word_of(kBasisNames, Basis::order) == "order");
static_assert(word_of(kBypassNames, Bypass::overload) == "overload");
static_assert(word_of(kNumberKindNames, NumberKind::invalid) == "invalid");

template <class Enum, std::size_t N>
std::optional<Enum> value_of(const std::array<std::string_view, N>& words,
                             std::string_view word) noexcept {
  for (std::size_t i = 0; i < N; ++i) {
    if (words[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Channel channel) noexcept { return word_of(kChannelNames, channel); }
std::string_view name_of(Attestation attestation) noexcept {
  return word_of(kAttestationNames, attestation);
}
std::string_view name_of(Phase phase) noexcept { return word_of(kPhaseNames, phase); }
std::string_view name_of(Party party) noexcept { return word_of(kPartyNames, party); }
std::string_view name_of(Verdict verdict) noexcept { return word_of(kVerdictNames, verdict); }
std::string_view name_of(Action action) noexcept { return word_of(kActionNames, action); }
std::string_view name_of(Risk risk) noexcept { return word_of(kRiskNames, risk); }
std::string_view name_of(Basis basis) noexcept { return word_of(kBasisNames, basis); }
std::string_view name_of(Bypass bypass) noexcept { return word_of(kBypassNames, bypass); }
std::string_view name_of(NumberKind kind) noexcept { return word_of(kNumberKindNames, kind); }

std::optional<Channel> parse_channel(std::string_view word) noexcept {
  return value_of<Channel>(kChannelNames, word);
}
std::optional<Attestation> parse_attestation(std::string_view word) noexcept {
  return value_of<Attestation>(kAttestationNames, word);
}
std::optional<Phase> parse_phase(std::string_view word) noexcept {
  return value_of<Phase>(kPhaseNames, word);
}
std::optional<Party> parse_party(std::string_view word) noexcept {
  return value_of<Party>(kPartyNames, word);
}
std::optional<Verdict> parse_verdict(std::string_view word) noexcept {
  return value_of<Verdict>(kVerdictNames, word);
}
std::optional<Action> parse_action(std::string_view word) noexcept {
  return value_of<Action>(kActionNames, word);
}
std::optional<Risk> parse_risk(std::string_view word) noexcept {
  return value_of<Risk>(kRiskNames, word);
}
std::optional<Basis> parse_basis(std::string_view word) noexcept {
  return value_of<Basis>(kBasisNames, word);
}
std::optional<NumberKind> parse_number_kind(std::string_view word) noexcept {
  return value_of<NumberKind>(kNumberKindNames, word);
}

}  // namespace picket::core
