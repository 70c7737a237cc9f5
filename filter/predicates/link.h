// SPDX-License-Identifier: Apache-2.0
// `link`: there is a link, none, or one of a certain kind (language.md, "Links and contacts").
#pragma once

#include "filter/predicates/predicate.h"

namespace picket::predicates {

PredicateKind link_kind() noexcept;

}  // namespace picket::predicates
