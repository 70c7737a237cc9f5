// SPDX-License-Identifier: Apache-2.0
// `outcome`: what a call's end (or its answer) told: how long it rang and lasted, who hung up.
#pragma once

#include "filter/predicates/predicate.h"

namespace picket::predicates {

PredicateKind outcome_kind() noexcept;

}  // namespace picket::predicates
