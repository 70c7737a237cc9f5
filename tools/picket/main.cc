// SPDX-License-Identifier: Apache-2.0
// picket: the command line of rule authors and operators (README.md).
#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <exception>

#include "tools/picket/commands.h"

int main(int argc, char** argv) {
  using namespace picket::tool;
  // A reader that went away is a write error like others, and reported.
  std::signal(SIGPIPE, SIG_IGN);

  CLI::App app("Checks, tests and runs the rules of Picket, a fraud filter for messages and calls.",
               "picket");
  app.set_version_flag("--version", "picket " PICKET_VERSION);
  app.require_subcommand(1);
  app.footer("Exit status: 0 fine, 1 findings, 2 cannot run.");
  Run chosen;
  add_check(app, chosen);
  add_test(app, chosen);
  add_new(app, chosen);
  add_fmt(app, chosen);
  add_explain(app, chosen);
  add_lists(app, chosen);
  add_scan(app, chosen);
  add_bench(app, chosen);
  add_cost(app, chosen);
  add_eval(app, chosen);
  add_diff(app, chosen);
  add_mine(app, chosen);
  add_schema(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kFine : kCannotRun;
  }
  try {
    return chosen();
  } catch (const std::exception& error) {
    fmt::print(stderr, "picket: {}\n", error.what());
    return kCannotRun;
  }
}
