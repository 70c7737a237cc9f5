// SPDX-License-Identifier: Apache-2.0
// `call`: what the signalling says of a call: attestation, diversion, user agent.
#pragma once

#include "filter/predicates/predicate.h"

namespace picket::predicates {

PredicateKind call_kind() noexcept;

}  // namespace picket::predicates
