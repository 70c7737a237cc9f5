// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <asio/ip/tcp.hpp>
#include <string_view>

namespace picket::load {

// `127.0.0.1:2775`, `[::1]:2775` or `localhost:2775`. Throws std::runtime_error for anything else
// or a name that does not resolve.
asio::ip::tcp::endpoint parse_endpoint(std::string_view written);

}  // namespace picket::load
