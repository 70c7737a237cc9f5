// SPDX-License-Identifier: Apache-2.0
// A condition that is one test, with the key by which equal tests are evaluated once an event. Used
// by the parsers of this folder.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "filter/document/node.h"
#include "filter/predicates/predicate.h"

namespace picket::predicates {

// `value` is what the author wrote for `kind`. `more` is what else the test depends on (the rule's
// channel), empty for most.
Expression leaf(std::string_view kind, const document::Node& value,
                std::shared_ptr<const Test> test, std::string_view more = {});

}  // namespace picket::predicates
