// SPDX-License-Identifier: Apache-2.0
// A list of hosts, as rules ask it. Inside this folder; store.h is the way in.
#pragma once

#include <memory>

#include "filter/lists/list.h"
#include "filter/lists/list_parts.h"

namespace picket::lists {

// The images are of hosts.
std::shared_ptr<const HostList> make_host_list(ListParts parts);

}  // namespace picket::lists
