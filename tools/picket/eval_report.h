// SPDX-License-Identifier: Apache-2.0
// An evaluation, and its two ways to say it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tools/picket/evaluation.h"
#include "tools/picket/output.h"
#include "tools/picket/terminal_text.h"

namespace picket::tool {

struct EvalReport {
  const Evaluation& evaluation;
  std::string directory;  // of the rules
  bool by_category = false;
  bool by_language = false;
  std::size_t top = 20;               // rules shown of each kind; JSON has all
  std::vector<std::string> failures;  // limits that were not kept, a line each
};

void print_text(const EvalReport& report, const Terminal& terminal, Output& output);
void print_json(const EvalReport& report, Output& output);

}  // namespace picket::tool
