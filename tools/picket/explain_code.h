// SPDX-License-Identifier: Apache-2.0
// `picket explain CODE`: what a diagnostic means.
#pragma once

#include <string>

namespace picket::tool {

// Prints what there is to know of a code. Throws std::runtime_error, with codes that may be meant,
// where there is none of that name. Returns the exit status.
int explain_code(const std::string& code, bool json);

}  // namespace picket::tool
