// SPDX-License-Identifier: Apache-2.0
// SIGHUP: what the running daemon takes of a config file that has changed. All of it or nothing.
#include <spdlog/spdlog.h>

#include <array>
#include <utility>

#include "filter/daemon/daemon.h"
#include "filter/daemon/fixed_keys.h"
#include "filter/daemon/say.h"

namespace picket::daemon {
namespace {

// Threads, rings and ports are made once.
constexpr std::array<std::string_view, 4> kFixed{"workers", "user", "limits", "log"};
constexpr std::array<std::string_view, 1> kFixedOfAdmin{"listen"};
constexpr std::array<std::string_view, 1> kGuard{"tls"};

}  // namespace

void Daemon::reread_config() {
  document::Diagnostics diagnostics;
  auto next = read_config(config_.file, kinds_, diagnostics);
  if (next) check_change(*next, diagnostics);
  diagnostics.sort();
  say(diagnostics);
  if (!next || diagnostics.has_errors()) {
    spdlog::error("config not taken: {}; the one in force stays",
                  document::count_errors(diagnostics));
    return;
  }
  if (same_value(config_.document, next->document)) return;
  change(std::move(*next));
  spdlog::info("config taken: {}", config_.file);
}

void Daemon::check_change(const Config& next, document::Diagnostics& diagnostics) const {
  document::FileReporter reporter(diagnostics, config_.file);
  const document::Node& was = config_.document;
  const document::Node& is = next.document;
  report_fixed(&was, &is, kFixed, is.span, reporter);
  std::vector<std::string_view> sections{"admin"};
  for (const AdapterKind& kind : kinds_) sections.push_back(kind.key);
  report_fixed_presence(&was, &is, sections, is.span, reporter);
  if (config_.admin && next.admin) {
    const document::Node& admin = *is.find("admin");
    report_fixed(was.find("admin"), &admin, kFixedOfAdmin, admin.span, reporter);
    report_fixed_presence(was.find("admin"), &admin, kGuard, admin.span, reporter);
  }
  if (diagnostics.has_errors()) return;  // then both have the same adapters
  for (std::size_t i = 0; i < adapters_.size(); ++i)
    adapters_[i].adapter->check_change(*next.adapters[i].adapter, diagnostics);
}

// The admin port's credentials are taken by reread_credentials(), which follows.
void Daemon::change(Config next) {
  const auto unchanged = [&](std::string_view section) {
    return same_value(config_.document.find(section), next.document.find(section));
  };
  if (!unchanged("numbering") || !unchanged("routes")) {
    config_.routes = books_.emplace_back(std::move(next.routes));
    for (const auto& worker : workers_) worker->post(config_.routes->policy);
  }
  config_.drain_timeout = next.drain_timeout;
  config_.overload_after = next.overload_after;
  for (const auto& worker : workers_) worker->post_overload_after(config_.overload_after);
  config_.rules = next.rules;
  rules_->set_directory(config_.rules);
  for (std::size_t i = 0; i < adapters_.size(); ++i)
    adapters_[i].adapter->change(*next.adapters[i].adapter);
  config_.document = std::move(next.document);
}

}  // namespace picket::daemon
