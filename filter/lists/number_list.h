// SPDX-License-Identifier: Apache-2.0
// A list of numbers, names and prefixes, as rules ask it. Inside this folder; store.h is the way
// in.
#pragma once

#include <memory>

#include "filter/lists/list.h"
#include "filter/lists/list_parts.h"

namespace picket::lists {

// The images are of numbers.
std::shared_ptr<const NumberList> make_number_list(ListParts parts);

}  // namespace picket::lists
