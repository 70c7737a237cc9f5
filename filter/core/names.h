// SPDX-License-Identifier: Apache-2.0
// The words that rules, events and decisions use for the enumerations of this folder, in one place.
// `parse_x` reads exactly these words (case counts) and gives nullopt for anything else.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "filter/core/decision.h"
#include "filter/core/event.h"
#include "filter/core/number.h"

namespace picket::core {

// In the order of the enumerations' values.
inline constexpr std::array<std::string_view, 3> kChannelNames{"sms", "call", "outcome"};
inline constexpr std::array<std::string_view, 4> kAttestationNames{"none", "A", "B", "C"};
inline constexpr std::array<std::string_view, 2> kPhaseNames{"answered", "ended"};
inline constexpr std::array<std::string_view, 3> kPartyNames{"caller", "callee", "network"};
inline constexpr std::array<std::string_view, 3> kVerdictNames{"allow", "warn", "block"};
inline constexpr std::array<std::string_view, 4> kActionNames{"allow", "warn", "block", "score"};
inline constexpr std::array<std::string_view, 5> kRiskNames{"none", "low", "medium", "high",
                                                            "critical"};
inline constexpr std::array<std::string_view, 4> kBasisNames{"analytics", "list", "subscriber",
                                                             "order"};
inline constexpr std::array<std::string_view, 3> kBypassNames{"none", "emergency", "overload"};
inline constexpr std::array<std::string_view, 7> kNumberKindNames{
    "mobile", "fixed", "short_code", "alphanumeric", "international", "withheld", "invalid"};

std::string_view name_of(Channel channel) noexcept;          // sms call outcome
std::string_view name_of(Attestation attestation) noexcept;  // A B C none
std::string_view name_of(Phase phase) noexcept;              // answered ended
std::string_view name_of(Party party) noexcept;              // caller callee network
std::string_view name_of(Verdict verdict) noexcept;          // allow warn block
std::string_view name_of(Action action) noexcept;            // allow warn block score
std::string_view name_of(Risk risk) noexcept;                // none low medium high critical
std::string_view name_of(Basis basis) noexcept;              // analytics list subscriber order
std::string_view name_of(Bypass bypass) noexcept;            // none emergency overload
std::string_view name_of(NumberKind kind) noexcept;          // mobile fixed short_code ... invalid

std::optional<Channel> parse_channel(std::string_view word) noexcept;
std::optional<Attestation> parse_attestation(std::string_view word) noexcept;
std::optional<Phase> parse_phase(std::string_view word) noexcept;
std::optional<Party> parse_party(std::string_view word) noexcept;
std::optional<Verdict> parse_verdict(std::string_view word) noexcept;
std::optional<Action> parse_action(std::string_view word) noexcept;
std::optional<Risk> parse_risk(std::string_view word) noexcept;
std::optional<Basis> parse_basis(std::string_view word) noexcept;
std::optional<NumberKind> parse_number_kind(std::string_view word) noexcept;

}  // namespace picket::core
