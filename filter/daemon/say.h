// SPDX-License-Identifier: Apache-2.0
// Diagnostics in the daemon's own log.
#pragma once

#include "filter/document/diagnostic.h"

namespace picket::daemon {

void say(const document::Diagnostics& diagnostics);

}  // namespace picket::daemon
