// SPDX-License-Identifier: Apache-2.0
#include "filter/daemon/admin.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "filter/daemon/listener.h"

namespace picket::daemon {
namespace {

constexpr std::size_t kMaxConnections = 128;

// A reload is answered when it is done, and tens of thousands of rules take their time.
HttpLimits limits() {
  HttpLimits limits;
  limits.max_body = 64u << 10;
  limits.handle_timeout = std::chrono::minutes(10);
  return limits;
}

std::string reload_body(const ReloadResult& result) {
  auto diagnostics = nlohmann::json::array();
  for (const document::Diagnostic& diagnostic : result.diagnostics.all())
    diagnostics.push_back(nlohmann::json::parse(document::render_json(diagnostic)));
  if (!result.adopted) return nlohmann::json{{"diagnostics", diagnostics}}.dump();
  return nlohmann::json{
      {"ruleset", result.ruleset},
      {"rules", result.active_rules},
      {"tests", {{"passed", result.tests.passed}, {"skipped", result.tests.skipped}}},
      {"diagnostics", diagnostics}}
      .dump();
}

}  // namespace

Admin::Admin(asio::io_context& control, const AdminSettings& settings, Callbacks callbacks)
    : callbacks_(std::move(callbacks)),
      acceptor_(listen_on(control, settings.listen)),
      pause_(control),
      server_(control, settings.access, limits(),
              {.request = [this](HttpRequestPtr request) { answer(std::move(request)); },
               .answered = [](unsigned) {},
               .closed = [this] { --open_; }}) {
  wait();
}

std::string Admin::listening() const { return "admin on " + to_string(acceptor_.local_endpoint()); }

void Admin::wait() {
  acceptor_.async_wait(asio::socket_base::wait_read, [this](const asio::error_code& error) {
    if (!error && acceptor_.is_open()) accept_all();
  });
}

void Admin::stop_accepting() noexcept {
  asio::error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
}

void Admin::accept_all() {
  for (;;) {
    asio::error_code error;
    auto socket = acceptor_.accept(error);
    if (error == asio::error::connection_aborted || error == asio::error::interrupted) continue;
    if (error == asio::error::would_block || error == asio::error::try_again) return wait();
    if (error) return wait_later();
    if (open_ == kMaxConnections) continue;  // closes it
    ++open_;
    server_.adopt(std::move(socket));
  }
}

// Out of file descriptors, mostly: trying again at once would spin.
void Admin::wait_later() {
  pause_.expires_after(std::chrono::milliseconds(50));
  pause_.async_wait([this](const asio::error_code& error) {
    if (!error && acceptor_.is_open()) wait();
  });
}

void Admin::answer(HttpRequestPtr request) {
  if (answer_probe(*request, callbacks_.ready())) return;
  if (request->path() == "/metrics") {
    if (!expect_method("GET", *request) || !require(Role::read, *request)) return;
    return request->answer(200, "text/plain; version=0.0.4; charset=utf-8", callbacks_.metrics());
  }
  if (request->path() == "/v1/rules/reload") {
    if (!expect_method("POST", *request) || !require(Role::admin, *request)) return;
    return reload(std::move(request));
  }
  answer_error(*request, 404, "there is nothing at this path");
}

void Admin::reload(HttpRequestPtr request) {
  callbacks_.reload([asker = std::move(request)](const ReloadResult& result) {
    asker->answer(result.adopted ? 200 : 422, "application/json", reload_body(result));
  });
}

}  // namespace picket::daemon
