// SPDX-License-Identifier: Apache-2.0
// The `http` section of the config file.
#pragma once

#include <asio/ip/tcp.hpp>
#include <cstdint>
#include <optional>
#include <string_view>

#include "filter/daemon/access.h"
#include "filter/daemon/http_server.h"
#include "filter/document/diagnostic.h"
#include "filter/document/node.h"

namespace picket::http {

struct Settings {
  asio::ip::tcp::endpoint listen;
  daemon::Access access;
  daemon::HttpLimits limits;
  std::int64_t max_connections = 1000;  // of all workers together
};

// nullopt where anything is wrong; all of it is reported.
std::optional<Settings> read_settings(const document::Node& section,
                                      document::Diagnostics& diagnostics, std::string_view file);

}  // namespace picket::http
