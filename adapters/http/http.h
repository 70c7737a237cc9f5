// SPDX-License-Identifier: Apache-2.0
// The `http` adapter: POST /v1/decisions, /healthz, /readyz (README.md).
#pragma once

#include "filter/daemon/adapter.h"

namespace picket::http {

extern const daemon::AdapterKind kAdapter;

}  // namespace picket::http
