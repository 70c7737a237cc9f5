// SPDX-License-Identifier: Apache-2.0
// `all`, `any`, `not`, `at_least`: conditions of conditions. What their parts are worth together is
// the engine's business (three-valued, core/truth.h).
#pragma once

#include "filter/predicates/predicate.h"

namespace picket::predicates {

PredicateKind all_kind() noexcept;
PredicateKind any_kind() noexcept;
PredicateKind not_kind() noexcept;
PredicateKind at_least_kind() noexcept;

}  // namespace picket::predicates
