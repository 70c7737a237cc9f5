// SPDX-License-Identifier: Apache-2.0
// `contact`: the text has a way to reach somebody (language.md, "Links and contacts").
#pragma once

#include "filter/predicates/predicate.h"

namespace picket::predicates {

PredicateKind contact_kind() noexcept;

}  // namespace picket::predicates
