// SPDX-License-Identifier: Apache-2.0
// The admin port, on the control thread: POST /v1/rules/reload (role admin), GET /metrics (read),
// GET /healthz and /readyz.
#pragma once

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "filter/daemon/config.h"
#include "filter/daemon/http_server.h"
#include "filter/daemon/reload.h"

namespace picket::daemon {

class Admin {
 public:
  struct Callbacks {
    std::function<std::string()> metrics;
    std::function<bool()> ready;
    std::function<void(Reloader::Done)> reload;
  };

  // Listens at once; throws std::system_error naming the address. `control` outlives it.
  Admin(asio::io_context& control, const AdminSettings& settings, Callbacks callbacks);

  // Its port is free for another picketd from here on; connections that are open stay.
  void stop_accepting() noexcept;

  void guard(Access access) { server_.guard(std::move(access)); }  // HttpServer::guard

  std::string listening() const;  // admin on 127.0.0.1:8781

 private:
  void wait();
  void wait_later();
  void accept_all();
  void answer(HttpRequestPtr request);
  void reload(HttpRequestPtr request);

  Callbacks callbacks_;
  asio::ip::tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  std::size_t open_ = 0;  // connections
  HttpServer server_;
};

}  // namespace picket::daemon
