// SPDX-License-Identifier: Apache-2.0
// picketd: the daemon's start, step by step. Whatever cannot be had is said in one line (faults of
// config and rules: all of them, with their places, on stdout), and the exit is 2.
#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>

#include "adapters/registry.h"
#include "filter/daemon/config.h"
#include "filter/daemon/daemon.h"
#include "filter/daemon/record_buffers.h"

namespace {

constexpr int kCannotStart = 2;

using namespace picket;

struct Options {
  std::string config;
  bool check_config = false;
  bool dump_config = false;
};

// The exit code where there is nothing more to do: --help, or a command line that is no good.
std::optional<int> read_command_line(int argc, char** argv, Options& options) {
  CLI::App app("Judges SMS and calls against fraud rules, inline.", "picketd");
  app.add_option("--config", options.config, "configuration file")->required();
  app.add_flag("--check-config", options.check_config, "read the configuration, start nothing");
  app.add_flag("--dump-config", options.dump_config, "print the configuration with its defaults");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kCannotStart;
  }
  return std::nullopt;
}

void print(const document::Diagnostics& diagnostics) {
  for (const document::Diagnostic& diagnostic : diagnostics.all())
    std::fputs(document::render(diagnostic).c_str(), stdout);
  std::fflush(stdout);
}

void set_up_own_log() {
  auto logger = spdlog::stderr_color_mt("picketd");
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %^%l%$ %v");
  spdlog::set_default_logger(std::move(logger));
}

int serve(daemon::Config config) {
  set_up_own_log();
  daemon::Daemon daemon(std::move(config), adapters::registry());
  daemon.open_log();
  daemon.make_workers();
  const daemon::ReloadResult rules = daemon.load_rules();
  print(rules.diagnostics);
  if (!rules.adopted) {
    spdlog::error("cannot start: {} in the rules", document::count_errors(rules.diagnostics));
    return kCannotStart;
  }
  daemon.start_workers();
  daemon.open_listeners();
  daemon.drop_privileges();
  daemon.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  daemon::give_openssl_record_buffers();  // where it cannot, idle TLS sessions take more memory
  Options options;
  if (const auto code = read_command_line(argc, argv, options)) return *code;
  try {
    document::Diagnostics diagnostics;
    auto config = daemon::read_config(options.config, adapters::registry(), diagnostics);
    diagnostics.sort();
    print(diagnostics);
    if (!config) {
      fmt::print(stderr, "picketd: cannot start: {} in {}\n", document::count_errors(diagnostics),
                 options.config);
      return kCannotStart;
    }
    if (options.dump_config) fmt::print("{}", daemon::dump_config(*config, adapters::registry()));
    if (options.check_config || options.dump_config) return 0;
    return serve(std::move(*config));
  } catch (const std::exception& error) {
    fmt::print(stderr, "picketd: cannot start: {}\n", error.what());
    return kCannotStart;
  }
}
