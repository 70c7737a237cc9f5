// SPDX-License-Identifier: Apache-2.0
// The `smpp` adapter: inline between ESMEs and an SMSC (README.md).
#pragma once

#include "filter/daemon/adapter.h"

namespace picket::smpp {

extern const daemon::AdapterKind kAdapter;

}  // namespace picket::smpp
