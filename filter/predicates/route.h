// SPDX-License-Identifier: Apache-2.0
// `route`: where the event came in, by name or glob.
#pragma once

#include "filter/predicates/predicate.h"

namespace picket::predicates {

PredicateKind route_kind() noexcept;

}  // namespace picket::predicates
