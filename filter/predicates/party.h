// SPDX-License-Identifier: Apache-2.0
// `sender` and `recipient`: numbers and names, in normal form by the numbering profile of the
// event's route (language.md, "Numbers and lists").
#pragma once

#include "filter/predicates/predicate.h"

namespace picket::predicates {

PredicateKind sender_kind() noexcept;
PredicateKind recipient_kind() noexcept;

}  // namespace picket::predicates
