// SPDX-License-Identifier: Apache-2.0
// `time`: the hour and the day of the week of the event, in some time zone.
#pragma once

#include "filter/predicates/predicate.h"

namespace picket::predicates {

PredicateKind time_kind() noexcept;

}  // namespace picket::predicates
