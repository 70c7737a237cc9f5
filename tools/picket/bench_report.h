// SPDX-License-Identifier: Apache-2.0
// What `picket bench` measured, and its two ways to say it.
#pragma once

#include <string>

#include "filter/ruleset/ruleset.h"
#include "tools/picket/events_file.h"
#include "tools/picket/machine.h"
#include "tools/picket/measurement.h"
#include "tools/picket/output.h"

namespace picket::tool {

struct BenchReport {
  Machine machine;
  const ruleset::Ruleset& rules;
  double compile_s;  // files to ruleset
  const EventsFile& file;
  unsigned threads;
  Verdicts verdicts;  // of each event once
  Measured measured;
  double rss_mb;  // at the end, the events with it
};

void print_text(const BenchReport& report, Output& output);
void print_json(const BenchReport& report, Output& output);

}  // namespace picket::tool
