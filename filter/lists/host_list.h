// SPDX-License-Identifier: Apache-2.0
// A list of hosts in memory, from the entries of a rule or of a text file. Inside this folder;
// store.h is the way in. Built on one thread, asked from any.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "filter/document/diagnostic.h"
#include "filter/document/typed.h"
#include "filter/lists/list.h"

namespace picket::lists {

// Null where an entry is bad (bad-entry); all of those are reported.
std::shared_ptr<const HostList> make_host_list(std::span<const document::Text> entries,
                                               std::string digest, document::Reporter& reporter);

}  // namespace picket::lists
