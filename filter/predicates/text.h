// SPDX-License-Identifier: Apache-2.0
// `text`: phrases, phrases near each other, and regexes in the text (language.md, "Text").
#pragma once

#include "filter/predicates/predicate.h"

namespace picket::predicates {

PredicateKind text_kind() noexcept;

}  // namespace picket::predicates
