// SPDX-License-Identifier: Apache-2.0
// What the daemon asks of a protocol adapter, and what it gives one. adapters/registry.cc lists the
// kinds; main.cc alone reads that list.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "filter/daemon/counters.h"
#include "filter/daemon/credentials.h"
#include "filter/daemon/worker.h"
#include "filter/document/diagnostic.h"
#include "filter/document/node.h"

namespace picket::daemon {

// Of the section `limits`, what adapters go by: once for the process, whatever adapters there are.
struct AdapterLimits {
  std::uint64_t part_memory = 32u << 20;    // octets, reserved for parts of long messages
  std::chrono::seconds part_time{10 * 60};  // a message of which no part came for so long is gone
};

// A configured adapter: from its section of the config file to the end of the process. Destroyed on
// the control thread after every worker has stopped, while the workers' io_contexts still exist.
class Adapter {
 public:
  virtual ~Adapter() = default;

  // Control thread, before the workers run: names its counters.
  virtual void declare(CounterRegistry& registry) = 0;

  // Control thread, workers running: opens its listeners. Throws std::system_error saying which
  // address could not be had.
  virtual void start(std::span<Worker* const> workers, const AdapterLimits& limits) = 0;

  // Control thread, after start(): one entry a listener, for the log and the ready line, such as
  // `smpp main on 127.0.0.1:2775` (the port really bound, where 0 was configured).
  virtual std::vector<std::string> listening() const = 0;

  // Control thread, after start(), on SIGHUP: read tokens and certificates anew from the files that
  // its section names, for what comes from now on; nothing open is closed. What is wrong with them
  // is reported, and that part stays as it was (access.h: reread_access). Returns what was taken
  // and what kept, for the log, one entry a listener: `http: tokens read anew (2)`.
  virtual std::vector<CredentialsNews> reread_credentials(document::Diagnostics&) { return {}; }

  // Control thread, after start(), on SIGHUP: `next` is of this kind, configured from the file as
  // it is now, and never started. Reports (fixed_keys.h) what of it cannot be taken while picketd
  // runs.
  virtual void check_change(const Adapter& next, document::Diagnostics&) const = 0;
  // Goes by it from now on: what concerns connections that are open, too. Only where nothing in the
  // whole file was wrong or could not be taken.
  virtual void change(Adapter& next) = 0;

  // Control thread: accept nothing new, let what is in flight finish, close sessions politely
  // (SMPP: unbind). Calls `drained` once, on any thread; the daemon waits at most drain_timeout and
  // then stops the workers.
  virtual void drain(std::function<void()> drained) = 0;
};

// One protocol. `configure` reads the adapter's section of the config file (its value under `key`)
// and reports everything wrong with it; null where there were errors. `file` is the config file as
// named on the command line: relative paths in the section are relative to its folder.
struct AdapterKind {
  std::string_view key;   // smpp
  std::string_view help;  // one line, for --dump-config
  std::unique_ptr<Adapter> (*configure)(const document::Node& section,
                                        document::Diagnostics& diagnostics, std::string_view file);
};

}  // namespace picket::daemon
