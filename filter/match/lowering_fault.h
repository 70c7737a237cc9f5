// SPDX-License-Identifier: Apache-2.0
// Why a regex is not found by literals and gaps, for whoever could write it otherwise. Tools only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "filter/text/view.h"

namespace picket::match {

// One line for a person: the smallest part of the regex that stands in the way. nullopt where the
// regex is lowered. Of a regex that RE2 accepts.
std::optional<std::string> why_not_lowered(std::string_view regex, text::ViewKind view);

}  // namespace picket::match
