// SPDX-License-Identifier: Apache-2.0
// One listener, and on each worker one HttpServer with its Decisions.
#include <array>
#include <asio/post.hpp>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "adapters/http/decisions.h"
#include "adapters/http/http.h"
#include "adapters/http/settings.h"
#include "filter/daemon/fixed_keys.h"
#include "filter/daemon/listener.h"

namespace picket::http {
namespace {

// RESTinio takes limits when it is made, and plain TCP or TLS.
constexpr std::array<std::string_view, 5> kFixed{"listen", "max_body", "max_connections",
                                                 "read_timeout", "write_timeout"};
constexpr std::array<std::string_view, 1> kGuard{"tls"};

constexpr std::array<unsigned, 11> kStatuses{200, 400, 401, 403, 404, 405, 413, 414, 415, 431, 503};

struct Counters {
  std::array<daemon::CounterId, kStatuses.size()> answered{};
  daemon::CounterId events = 0;
  daemon::CounterId connections = 0;
  daemon::CounterId turned_away = 0;
};

// What one worker holds. Lives on it.
class Share {
 public:
  // `open`: connections of all workers.
  Share(daemon::Worker& worker, const Settings& settings, const Counters& counters,
        std::atomic<std::int64_t>& open)
      : worker_(worker),
        counters_(counters),
        max_connections_(settings.max_connections),
        open_(open),
        decisions_(worker, settings.limits.max_body, counters.events),
        server_(worker.io(), settings.access, settings.limits,
                {.request = [this](daemon::HttpRequestPtr request) { route(std::move(request)); },
                 .answered = [this](unsigned status) { count(status); },
                 .closed =
                     [this] {
                       worker_.counters().add(counters_.connections, -1);
                       leave();
                     }}) {}

  void adopt(asio::ip::tcp::socket socket) {
    if (open_.fetch_add(1, std::memory_order_relaxed) >= max_connections_) {
      worker_.counters().add(counters_.turned_away);
      return leave();  // the socket closes
    }
    worker_.counters().add(counters_.connections);
    server_.adopt(std::move(socket));
  }

  void guard(daemon::Access access) { server_.guard(std::move(access)); }

  void drain(std::function<void()> drained) { server_.drain(std::move(drained)); }

 private:
  void leave() {
    open_.fetch_sub(1, std::memory_order_relaxed);
    worker_.session_closed();
  }

  void route(daemon::HttpRequestPtr request) {
    if (daemon::answer_probe(*request, worker_.gate().ready())) return;
    if (request->path() != "/v1/decisions")
      return daemon::answer_error(*request, 404, "there is nothing at this path");
    if (!daemon::expect_method("POST", *request)) return;
    if (!daemon::require(daemon::Role::ask, *request)) return;
    decisions_.answer(std::move(request));
  }

  void count(unsigned status) {
    for (std::size_t i = 0; i < kStatuses.size(); ++i)
      if (kStatuses[i] == status) worker_.counters().add(counters_.answered[i]);
  }

  daemon::Worker& worker_;
  const Counters& counters_;
  const std::int64_t max_connections_;
  std::atomic<std::int64_t>& open_;
  Decisions decisions_;
  daemon::HttpServer server_;
};

class HttpAdapter final : public daemon::Adapter {
 public:
  HttpAdapter(Settings settings, document::Node section, std::string_view file)
      : settings_(std::move(settings)),
        access_(settings_.access),
        section_(std::move(section)),
        file_(file) {}

  void declare(daemon::CounterRegistry& registry) override {
    for (std::size_t i = 0; i < kStatuses.size(); ++i)
      counters_.answered[i] = registry.declare({"http_requests_total", "HTTP requests answered.",
                                                "status", std::to_string(kStatuses[i])});
    counters_.events = registry.declare({"http_events_total", "Events judged over HTTP.", "", ""});
    counters_.connections =
        registry.declare({"http_connections", "HTTP connections open.", "", "", true});
    counters_.turned_away =
        registry.declare({"http_connections_refused_total",
                          "HTTP connections closed because max_connections were open.", "", ""});
  }

  void start(std::span<daemon::Worker* const> workers, const daemon::AdapterLimits&) override {
    workers_.assign(workers.begin(), workers.end());
    for (daemon::Worker* worker : workers_)
      shares_.push_back(std::make_unique<Share>(*worker, settings_, counters_, open_));
    listener_ = std::make_unique<daemon::TcpListener>(
        settings_.listen, daemon::AddressList{}, workers,
        [this](daemon::Worker& worker, asio::ip::tcp::socket socket) {
          shares_[worker.index()]->adopt(std::move(socket));
        });
    listener_->start();
  }

  std::vector<std::string> listening() const override {
    return {"http on " + daemon::to_string(listener_->local_endpoint())};
  }

  std::vector<daemon::CredentialsNews> reread_credentials(
      document::Diagnostics& diagnostics) override {
    auto anew = daemon::reread_access(access_, section_.find("tls"), section_.find("tokens"),
                                      diagnostics, file_);
    if (anew.text.empty()) return {};
    for (std::size_t i = 0; i < shares_.size(); ++i)
      asio::post(workers_[i]->io(),
                 [share = shares_[i].get(), access = access_] { share->guard(access); });
    return {{"http: " + anew.text, anew.whole}};
  }

  void check_change(const daemon::Adapter& next,
                    document::Diagnostics& diagnostics) const override {
    const document::Node& section = static_cast<const HttpAdapter&>(next).section_;
    document::FileReporter reporter(diagnostics, file_);
    daemon::report_fixed(&section_, &section, kFixed, section.span, reporter);
    daemon::report_fixed_presence(&section_, &section, kGuard, section.span, reporter);
  }

  // Its credentials are taken by reread_credentials(), which follows.
  void change(daemon::Adapter& next) override {
    section_ = std::move(static_cast<HttpAdapter&>(next).section_);
  }

  void drain(std::function<void()> drained) override {
    listener_->stop();
    auto left = std::make_shared<std::atomic<std::size_t>>(shares_.size());
    const auto one_done = [left, done = std::move(drained)] {
      if (left->fetch_sub(1) == 1) done();
    };
    for (std::size_t i = 0; i < shares_.size(); ++i)
      asio::post(workers_[i]->io(),
                 [share = shares_[i].get(), one_done] { share->drain(one_done); });
  }

 private:
  const Settings settings_;
  daemon::Access access_;   // in force; control thread
  document::Node section_;  // as it was last taken
  const std::string file_;  // the config file
  Counters counters_;
  std::atomic<std::int64_t> open_{0};
  std::vector<daemon::Worker*> workers_;
  std::vector<std::unique_ptr<Share>> shares_;  // by worker
  std::unique_ptr<daemon::TcpListener> listener_;
};

std::unique_ptr<daemon::Adapter> configure(const document::Node& section,
                                           document::Diagnostics& diagnostics,
                                           std::string_view file) {
  auto settings = read_settings(section, diagnostics, file);
  if (!settings) return nullptr;
  return std::make_unique<HttpAdapter>(std::move(*settings), section, file);
}

}  // namespace

const daemon::AdapterKind kAdapter{
    .key = "http",
    .help = "POST /v1/decisions, /healthz, /readyz",
    .configure = configure,
};

}  // namespace picket::http
