// SPDX-License-Identifier: Apache-2.0
// The daemon's one config file (README.md lists every key): read on the control thread, at start
// and on SIGHUP, every fault reported with its place. Unknown keys are errors; relative paths are
// relative to the folder of the config file.
#pragma once

#include <asio/ip/tcp.hpp>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "filter/daemon/access.h"
#include "filter/daemon/adapter.h"
#include "filter/daemon/routes.h"
#include "filter/document/diagnostic.h"
#include "filter/document/node.h"
#include "filter/record/byte_ring.h"
#include "filter/record/file_sink.h"

namespace picket::daemon {

struct AdminSettings {
  asio::ip::tcp::endpoint listen;
  Access access;
};

struct LogSettings {
  record::FileSettings file;
  std::string number_key;         // file; made where it does not exist
  std::uint64_t ring = 8u << 20;  // bytes of each of a worker's two rings
};

struct ConfiguredAdapter {
  std::string_view key;
  std::unique_ptr<Adapter> adapter;
};

struct Config {
  std::string file;  // as named on the command line
  std::string rules;
  unsigned workers = 1;
  std::string user;  // empty: stay who we are
  std::chrono::seconds drain_timeout{30};
  std::chrono::milliseconds overload_after{100};  // a worker so far behind; 0: never
  AdapterLimits limits;
  std::uint32_t max_routes = 256;  // counted by name; the rest together, as `other`
  std::optional<AdminSettings> admin;
  std::optional<LogSettings> log;
  std::shared_ptr<const RouteBook> routes;
  std::vector<ConfiguredAdapter> adapters;  // in the order of `kinds`
  document::Node document;                  // as read, for --dump-config
};

// nullopt where anything is wrong; all of it is in `diagnostics`. The second takes the file's one
// document.
std::optional<Config> read_config(const std::string& file, std::span<const AdapterKind> kinds,
                                  document::Diagnostics& diagnostics);
std::optional<Config> read_config(document::Node document, const std::string& file,
                                  std::span<const AdapterKind> kinds,
                                  document::Diagnostics& diagnostics);

// The whole configuration as YAML, defaults filled in, the adapters' sections as written. Reads
// back to the same configuration from the same folder.
std::string dump_config(const Config& config, std::span<const AdapterKind> kinds);

}  // namespace picket::daemon
