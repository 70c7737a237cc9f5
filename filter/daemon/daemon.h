// SPDX-License-Identifier: Apache-2.0
// The running daemon, on the control thread: owns workers, log, ruleset, adapters and admin port,
// and takes them up and down in order. Its public functions are the steps of main.cc.
#pragma once

#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "filter/daemon/admin.h"
#include "filter/daemon/config.h"
#include "filter/daemon/counters.h"
#include "filter/daemon/overload_watch.h"
#include "filter/daemon/reload.h"
#include "filter/daemon/service_manager.h"
#include "filter/daemon/watchdog.h"
#include "filter/daemon/worker_thread.h"
#include "filter/record/decision_log.h"
#include "filter/state/memory.h"

namespace picket::daemon {

class Daemon {
 public:
  // `kinds`: for when the config file is read anew.
  Daemon(Config config, std::span<const AdapterKind> kinds);
  ~Daemon();

  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  // The steps of a start, in this order. They throw (std::exception) with a text that says what
  // could not be had.
  void open_log();
  void make_workers();
  ReloadResult load_rules();  // not adopted: nothing to start with, the diagnostics say why
  void start_workers();
  void open_listeners();
  void drop_privileges();

  // Serves until SIGTERM or SIGINT, then drains: nothing new is accepted, what is in flight
  // finishes, at most for drain_timeout; a second signal ends the wait. SIGHUP reads the
  // config file and credentials anew, reloads the rules and reopens the log.
  void run();

 private:
  void wait_for_signal();
  void reload(Reloader::Done done);
  void reread_config();
  void check_change(const Config& next, document::Diagnostics& diagnostics) const;
  void change(Config next);
  void reread_credentials();
  void drain();
  void adapter_drained();
  void stop();
  bool ready() const;
  void tell_service_manager();
  void watch_overload();
  std::vector<std::string> listening() const;

  // In the order in which they are made; taken down in the opposite one.
  Config config_;
  const std::span<const AdapterKind> kinds_;
  std::vector<std::shared_ptr<const RouteBook>> books_;  // all that ever were in force
  state::UnknownMemory memory_;
  std::unique_ptr<record::DecisionLog> log_;
  CounterRegistry counters_;
  asio::io_context control_{1};
  std::vector<std::unique_ptr<WorkerThread>> workers_;
  std::vector<ConfiguredAdapter> adapters_;  // gone before the workers' io_contexts are
  std::optional<Reloader> rules_;
  std::optional<Admin> admin_;
  ServiceManager service_manager_;
  std::optional<Watchdog> watchdog_;
  std::optional<OverloadWatch> overload_watch_;
  asio::signal_set signals_{control_};
  asio::steady_timer drain_timer_{control_};
  std::size_t draining_adapters_ = 0;
  bool draining_ = false;
};

}  // namespace picket::daemon
