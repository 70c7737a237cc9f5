// SPDX-License-Identifier: Apache-2.0
// The subcommands of `picket`, one file each. `add_x` declares one on the command line; where it
// was chosen, it leaves what to run in `chosen`: that returns the exit status (0 fine, 1 findings,
// 2 cannot run).
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace picket::tool {

using Run = std::function<int()>;

void add_check(CLI::App& app, Run& chosen);
void add_test(CLI::App& app, Run& chosen);
void add_new(CLI::App& app, Run& chosen);
void add_fmt(CLI::App& app, Run& chosen);
void add_explain(CLI::App& app, Run& chosen);
void add_lists(CLI::App& app, Run& chosen);
void add_scan(CLI::App& app, Run& chosen);
void add_bench(CLI::App& app, Run& chosen);
void add_cost(CLI::App& app, Run& chosen);
void add_eval(CLI::App& app, Run& chosen);
void add_diff(CLI::App& app, Run& chosen);
void add_mine(CLI::App& app, Run& chosen);
void add_schema(CLI::App& app, Run& chosen);

inline constexpr int kFine = 0;
inline constexpr int kFindings = 1;
inline constexpr int kCannotRun = 2;

}  // namespace picket::tool
