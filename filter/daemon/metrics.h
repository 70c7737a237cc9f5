// SPDX-License-Identifier: Apache-2.0
// /metrics: what the daemon has counted, in the Prometheus text format. Rendered on the control
// thread at each scrape from counters that workers write without locks; a scrape costs them
// nothing.
#pragma once

#include <span>
#include <string>

#include "filter/daemon/counters.h"
#include "filter/daemon/reload.h"
#include "filter/daemon/worker_thread.h"
#include "filter/record/decision_log.h"

namespace picket::daemon {

struct MetricSources {
  std::span<const std::unique_ptr<WorkerThread>> workers;
  const CounterRegistry* adapters = nullptr;
  const Reloader* rules = nullptr;
  const record::DecisionLog* log = nullptr;  // null where there is none
};

std::string render_metrics(const MetricSources& sources);

}  // namespace picket::daemon
