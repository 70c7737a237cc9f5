// SPDX-License-Identifier: Apache-2.0
#include "tools/load/endpoint.h"

#include <fmt/format.h>

#include <asio/io_context.hpp>
#include <stdexcept>
#include <string>

namespace picket::load {

asio::ip::tcp::endpoint parse_endpoint(std::string_view written) {
  const auto colon = written.rfind(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == written.size()) {
    throw std::runtime_error(fmt::format("'{}' is not HOST:PORT", written));
  }
  auto host = written.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  asio::io_context io;
  std::error_code error;
  const auto found = asio::ip::tcp::resolver(io).resolve(
      std::string(host), std::string(written.substr(colon + 1)), error);
  if (error || found.empty())
    throw std::runtime_error(fmt::format("'{}': {}", written, error.message()));
  return *found.begin();
}

}  // namespace picket::load
